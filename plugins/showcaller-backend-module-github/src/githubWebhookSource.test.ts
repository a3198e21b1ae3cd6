import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  map,
  RECEIVED_AT,
  repository,
  signed,
  source,
} from './__fixtures__/map';
import {
  describeWithRealPayloads,
  realPayloads,
  type RealPayload,
} from './__fixtures__/realPayloads';
import {
  pathsOf,
  replaced,
  withPerson,
  type Json,
} from './__fixtures__/changedPayload';
import { createGithubWebhookSource } from './githubWebhookSource';

const FORM = 'application/x-www-form-urlencoded';

/** Type and subject of what each of GitHub's examples says. */
const expected: Record<string, [type: string, subject: string]> = {
  'check_run.completed.json': [
    'dev.cdevents.taskrun.finished.0.3.0',
    'codertocat/hello-world#task-128620228',
  ],
  'check_run.requested_action.json': [
    'dev.cdeventsx.showcaller-checkrun.actionrequested.0.1.0',
    'electron/electron#task-1494503112',
  ],
  'check_suite.completed.json': [
    'dev.cdeventsx.showcaller-checksuite.finished.0.1.0',
    'codertocat/hello-world#checksuite-118578147',
  ],
  'deployment.created.json': [
    'dev.cdeventsx.showcaller-deployment.requested.0.1.0',
    'codertocat/hello-world#deployment-145988746',
  ],
  'deployment_review.requested.json': [
    'dev.cdeventsx.showcaller-approval.requested.0.1.0',
    'terraform-test-github/sample-app#approval-5453085689',
  ],
  'deployment_status.created.json': [
    'dev.cdevents.service.deployed.0.3.0',
    'codertocat/hello-world#deployment-145988746',
  ],
  'ping.json': [
    'dev.cdeventsx.showcaller-webhook.pinged.0.1.0',
    'hook-109948940',
  ],
  'pull_request.closed.json': [
    'dev.cdevents.change.abandoned.0.3.0',
    'codertocat/hello-world@ec26c3e57ca3a959ca5aad62de7213c562f8c821',
  ],
  'pull_request.opened.json': [
    'dev.cdevents.change.created.0.4.0',
    'codertocat/hello-world@ec26c3e57ca3a959ca5aad62de7213c562f8c821',
  ],
  'push.json': [
    'dev.cdeventsx.showcaller-tag.deleted.0.1.0',
    'codertocat/hello-world@refs/tags/simple-tag',
  ],
  'workflow_job.completed.success.json': [
    'dev.cdevents.taskrun.finished.0.3.0',
    'codertocat/hello-world#task-289782451',
  ],
  'workflow_job.in_progress.json': [
    'dev.cdevents.taskrun.started.0.3.0',
    'codertocat/hello-world#task-289782451',
  ],
  'workflow_job.queued.with_deployment.json': [
    'dev.cdeventsx.showcaller-taskrun.queued.0.1.0',
    'lineville/elastic-machines-testing#task-12877621891',
  ],
  'workflow_job.waiting.json': [
    'dev.cdeventsx.showcaller-taskrun.waiting.0.1.0',
    'lineville/elastic-machines-testing#task-12877621891',
  ],
  'workflow_run.completed.json': [
    'dev.cdevents.pipelinerun.finished.0.3.0',
    'octo-org/octo-repo#run-289782451.1',
  ],
  'workflow_run.requested.json': [
    'dev.cdevents.pipelinerun.queued.0.3.0',
    'octo-org/octo-repo#run-289782451.1',
  ],
};

/** What is wrong with the events of a payload, or why it gives none. */
function problemsOf(eventType: string, payload: Json): string[] {
  try {
    return map(eventType, payload).flatMap(event => {
      const result = validateCdEvent(event);
      return result.valid ? [] : result.problems;
    });
  } catch (error) {
    return [(error as Error).message];
  }
}

describe('createGithubWebhookSource', () => {
  it('is configured only with a secret', () => {
    expect(source.configured).toBe(true);
    const without = createGithubWebhookSource({ secrets: [] });
    expect(without.configured).toBe(false);
    expect(without.verify(signed('{}', { secret: '' })).ok).toBe(false);
  });

  it('reads delivery and event from the headers', () => {
    const request = signed('{}', { eventType: 'push' });
    expect(source.envelope(request)).toEqual({
      deliveryId: 'delivery-1',
      eventType: 'push',
    });
  });

  it.each(['X-GitHub-Delivery', 'X-GitHub-Event'])(
    'wants the header %s',
    name => {
      const { [name.toLowerCase()]: _, ...headers } = signed('{}').headers;
      expect(() =>
        source.envelope({ headers, body: Buffer.from('{}') }),
      ).toThrow(`The header ${name} is missing`);
    },
  );

  it('leaves events alone that it has no use for, whatever their body', () => {
    expect(
      source.map({
        eventType: 'star',
        headers: {},
        body: Buffer.from('no JSON'),
        receivedAt: RECEIVED_AT,
      }),
    ).toEqual({ unmapped: "Showcaller has no use for GitHub's star events" });
  });

  it('maps a form as it maps JSON, with other ids', () => {
    const payload = JSON.stringify({ repository, hook_id: 1, hook: {} });
    const [json] = map('ping', payload);
    const [form] = map('ping', `payload=${encodeURIComponent(payload)}`, {
      contentType: FORM,
    });
    expect(form).toEqual({
      ...json,
      context: { ...json.context, id: form.context.id },
    });
  });

  it('tells authors apart by a salted hash, and not at all without a salt', () => {
    const push = (email: string) => ({
      repository,
      ref: 'refs/heads/main',
      commits: [{ id: 'a'.repeat(40), author: { name: 'Jane Doe', email } }],
    });
    const authorOf = (email: string, identitySalt?: string) => {
      const result = createGithubWebhookSource({
        secrets: [],
        identitySalt,
      }).map({
        eventType: 'push',
        headers: {},
        body: Buffer.from(JSON.stringify(push(email))),
        receivedAt: RECEIVED_AT,
      });
      const [event] = 'events' in result ? result.events : [];
      expect(JSON.stringify(event)).not.toMatch(/jane|doe/i);
      return (event.customData as { authorHash?: string }).authorHash;
    };
    const hash = authorOf('jane.doe@example.com', 'a');
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(authorOf(' Jane.Doe@Example.com', 'a')).toBe(hash);
    expect(authorOf('jane.doe@example.com', 'b')).not.toBe(hash);
    expect(authorOf('other@example.com', 'a')).not.toBe(hash);
    expect(authorOf('jane.doe@example.com')).toBeUndefined();
  });

  describeWithRealPayloads('with GitHub’s own examples', () => {
    it.each(realPayloads)('maps $name', ({ name, eventType, body }) => {
      const events = map(eventType, body);
      expect(
        events.map(({ context, subject }) => [context.type, subject.id]),
      ).toEqual([expected[name]]);
      for (const event of events) {
        expect(validateCdEvent(event)).toEqual({ valid: true });
      }
    });

    it.each(realPayloads)(
      'gives the same events for $name whenever it arrives',
      ({ eventType, body }) => {
        const ids = (receivedAt: string) =>
          map(eventType, body, { receivedAt }).map(({ context }) => context.id);
        expect(map(eventType, body)).toEqual(map(eventType, body));
        expect(ids('2030-01-01T00:00:00.000Z')).toEqual(ids(RECEIVED_AT));
        const other = map(eventType, Buffer.concat([body, Buffer.from(' ')]));
        expect(other[0].context.id).not.toBe(ids(RECEIVED_AT)[0]);
      },
    );

    it('gives every event an id of its own', () => {
      const ids = realPayloads.flatMap(({ eventType, body }) =>
        map(eventType, body).map(({ context }) => context.id),
      );
      expect(new Set(ids).size).toBe(ids.length);
    });

    it.each(realPayloads)(
      'tells nobody’s name in $name',
      ({ eventType, body }) => {
        const payload = JSON.parse(body.toString());
        const events = map(eventType, {
          ...(withPerson(payload) as Json),
          repository: payload.repository,
        });
        expect(events.length).toBeGreaterThan(0);
        expect(JSON.stringify(events)).not.toMatch(/jane|doe/i);
      },
    );

    const odd: Array<[string, unknown]> = [
      ['absent', undefined],
      ['null', null],
      ['a number', 7],
      ['a text', 'x\u0000\ud800 ü['],
      ['a list', [null]],
      ['an object', {}],
    ];
    it.each(
      realPayloads.flatMap(payload =>
        odd.map(([what, value]): [string, string, RealPayload, unknown] => [
          what,
          payload.name,
          payload,
          value,
        ]),
      ),
    )(
      'with any one field %s, maps %s to valid events or names the field',
      (_what, _name, { eventType, body }, value) => {
        const payload: Json = JSON.parse(body.toString());
        const wrong = pathsOf(payload)
          .filter(({ length }) => length <= 3)
          .flatMap(path =>
            problemsOf(eventType, replaced(payload, path, value)),
          )
          .filter(problem => !problem.startsWith('The payload has no '));
        expect(wrong).toEqual([]);
      },
    );
  });
});
