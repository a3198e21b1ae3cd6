import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  describeWithRealPayloads,
  eventNames,
  map,
  NOW,
  realPayloads,
  said,
  secrets,
  source,
} from './__fixtures__/hooks';
import { createGitlabWebhookSource } from './gitlabWebhookSource';

/** Type and subject of what each of GitLab's examples says. */
const expected: Record<string, Array<[type: string, subject: string]>> = {
  'build.json': [
    ['showcaller-taskrun.queued', 'gitlab-org/gitlab-test#task-gitlab-1977'],
  ],
  'deployment.json': [
    [
      'showcaller-deployment.requested',
      'root/test-deployment-webhooks#deployment-gitlab-15',
    ],
    ['service.deployed', 'root/test-deployment-webhooks#deployment-gitlab-15'],
  ],
  'feature_flag.json': [
    [
      'showcaller-featureflag.enabled',
      'gitlabhq/gitlab-test#featureflag-gitlab-6',
    ],
  ],
  'merge_request.json': [
    [
      'change.created',
      'gitlabhq/gitlab-test@da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
    ],
  ],
  'pipeline.json': [
    ['pipelinerun.finished', 'gitlab-org/gitlab-test#run-gitlab-31.1'],
  ],
  'push.json': [
    [
      'change.created',
      'mike/diaspora@b6568db1bc1dcd7f8b4d5a946b0b91f9dacd7327',
    ],
    [
      'change.created',
      'mike/diaspora@da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
    ],
  ],
  'tag_push.json': [
    ['showcaller-tag.created', 'jsmith/example@refs/tags/v1.0.0'],
  ],
};

type Json = Record<string, unknown>;

/** Every path of at most three steps to a field of an object. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  return typeof value === 'object' && value !== null && path.length < 3
    ? Object.entries(value).flatMap(([key, field]) => [
        [...path, key],
        ...pathsOf(field, [...path, key]),
      ])
    : [];
}

function replaced(payload: Json, path: string[], replacement: unknown): Json {
  const copy = structuredClone(payload);
  let parent: Json = copy;
  for (const key of path.slice(0, -1)) {
    parent = parent[key] as Json;
  }
  parent[path[path.length - 1]] = replacement;
  return JSON.parse(JSON.stringify(copy));
}

/** What is wrong with what becomes of a body, where that does not name the field itself. */
function problemsOf(eventType: string, body: object): string[] {
  try {
    const result = source.map({
      eventType,
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
      receivedAt: NOW.toISOString(),
    });
    return 'events' in result
      ? result.events.flatMap(event => {
          const checked = validateCdEvent(event);
          return checked.valid ? [] : checked.problems;
        })
      : [];
  } catch (error) {
    const { message } = error as Error;
    return message.startsWith('The payload has no ') ? [] : [message];
  }
}

describeWithRealPayloads('GitLab’s own examples', () => {
  it.each(realPayloads)('map $name', ({ name, body }) => {
    expect(said(body).map(([type, subject]) => [type, subject])).toEqual(
      expected[name],
    );
  });

  it.each(realPayloads)(
    'give the same ids for $name whenever it arrives',
    ({ body }) => {
      const ids = (receivedAt: string) =>
        map(body, { receivedAt }).map(({ context }) => context.id);
      expect(map(body)).toEqual(map(body));
      expect(ids('2030-01-01T00:00:00.000Z')).toEqual(ids(NOW.toISOString()));
      const other = map(Buffer.concat([body, Buffer.from(' ')]));
      expect(other[0].context.id).not.toBe(map(body)[0].context.id);
    },
  );

  it('give every event an id of its own', () => {
    const ids = realPayloads.flatMap(({ body }) =>
      map(body).map(({ context }) => context.id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(realPayloads)('tell nobody’s name in $name', ({ body }) => {
    const text = body
      .toString()
      .replace(
        /"(username|user_username|user_name|user_email|email)":\s*"[^"]*"/g,
        '"$1":"jane@doe.example"',
      );
    expect(JSON.stringify(map(Buffer.from(text)))).not.toMatch(/jane|doe/);
  });

  it.each([
    ['absent', undefined],
    ['null', null],
    ['a number', 7],
    ['a text', 'x\u0000\ud800 ü['],
    ['a list', [null]],
    ['an object', {}],
  ])(
    'are mapped to valid events, or the field is named, with any one field %s',
    (_what, value) => {
      for (const { name, body } of realPayloads) {
        const payload: Json = JSON.parse(body.toString());
        const eventType = eventNames[payload.object_kind as string];
        const wrong = pathsOf(payload).flatMap(path =>
          problemsOf(eventType, replaced(payload, path, value)).map(problem => [
            name,
            path.join('.'),
            problem,
          ]),
        );
        expect(wrong).toEqual([]);
      }
    },
  );
});

describe('createGitlabWebhookSource', () => {
  const mapRaw = (eventType: string, body: string) =>
    source.map({
      eventType,
      headers: {},
      body: Buffer.from(body),
      receivedAt: NOW.toISOString(),
    });

  it.each([
    ['Wiki Page Hook', 'no JSON'],
    ['System Hook', '{"event_name":"user_create"}'],
    [
      'Note Hook',
      '{"project":{"path_with_namespace":"a/b"},"object_attributes":{"noteable_type":"Issue"}}',
    ],
  ])('leaves %s alone, which it has no use for', (eventType, body) => {
    expect(mapRaw(eventType, body)).toEqual({
      unmapped: expect.stringContaining('Showcaller has no use for'),
    });
  });

  it('takes the events of a whole instance by what their body says', () => {
    expect(
      said(
        { object_kind: 'push', ref: 'refs/heads/main', commits: [{ id: 'a' }] },
        { eventType: 'System Hook' },
      ),
    ).toEqual([
      ['change.created', 'shop/platform/payments@a', NOW.toISOString()],
    ]);
  });

  it('says what a body is that is no JSON', () => {
    expect(() => mapRaw('Push Hook', 'ref=main')).toThrow('not JSON');
  });

  it('asks the gate nothing unless it is told to', () => {
    const silent = createGitlabWebhookSource({
      secrets,
      identitySalt: undefined,
    });
    expect(
      map(
        {
          object_kind: 'deployment',
          status: 'blocked',
          deployment_id: 1,
          environment: 'production',
          commit_url: `https://gitlab.example.com/-/commit/${'a'.repeat(40)}`,
        },
        {},
        silent,
      ),
    ).toHaveLength(2);
  });
});
