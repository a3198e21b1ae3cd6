import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { RECEIVED_AT, repository, SECRET } from '../__fixtures__/map';
import { check, deployment, pullRequest, SHA } from '../__fixtures__/payloads';
import { createGithubWebhookSource } from '../githubWebhookSource';

const RULE = {
  action: 'requested',
  environment: 'production',
  deployment_callback_url:
    'https://api.github.com/repos/Shop/Payments/actions/runs/30/deployment_protection_rule',
  deployment: {
    ...deployment,
    creator: { login: 'jane' },
    payload: { entityRef: 'component:default/payments' },
  },
  pull_requests: [{ number: 5 }],
  sender: { login: 'joe' },
};
const PULL = {
  action: 'synchronize',
  pull_request: { ...pullRequest, user: { login: 'jane' } },
};

function ask(
  eventType: string,
  payload: object,
  gate?: { protectionRule?: boolean; preMerge?: boolean },
) {
  const source = createGithubWebhookSource({
    secrets: [SECRET],
    ...(gate && {
      gate: {
        host: 'github.com',
        protectionRule: false,
        preMerge: false,
        ...gate,
      },
    }),
  });
  const result = source.map({
    eventType,
    headers: {},
    body: Buffer.from(JSON.stringify({ repository, ...payload })),
    receivedAt: RECEIVED_AT,
  });
  const events = 'events' in result ? result.events : [];
  for (const event of events) {
    expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
  }
  return events
    .map(({ customData }) => customData as { kind?: string })
    .filter(({ kind }) => kind === 'gateRequest');
}

describe('questions to the gate', () => {
  it('come from a deployment protection rule', () => {
    expect(
      ask('deployment_protection_rule', RULE, { protectionRule: true }),
    ).toEqual([
      {
        kind: 'gateRequest',
        repository: 'shop/payments',
        sha: SHA,
        environment: 'production',
        stage: 'pre-deploy',
        pullRequest: 5,
        entity: 'component:default/payments',
        requestedBy: 'jane',
        responder: 'github-protection-rule',
        target: {
          host: 'github.com',
          owner: 'shop',
          repo: 'payments',
          runId: '30',
          environment: 'production',
          callbackUrl: RULE.deployment_callback_url,
        },
      },
    ]);
  });

  it.each([
    ['it is not configured', {}, undefined],
    ['it is turned off', {}, { protectionRule: false }],
    [
      'the rule was answered',
      { action: 'completed' },
      { protectionRule: true },
    ],
    [
      'no run is named',
      { deployment_callback_url: 'https://api.github.com/' },
      { protectionRule: true },
    ],
    ['no deployment is told', { deployment: null }, { protectionRule: true }],
  ])('do not come when %s', (_, changes, gate) => {
    expect(
      ask('deployment_protection_rule', { ...RULE, ...changes }, gate),
    ).toEqual([]);
  });

  it.each(['opened', 'reopened', 'synchronize', 'ready_for_review'])(
    'come from a pull request that was %s, where that is wanted',
    action => {
      expect(
        ask('pull_request', { ...PULL, action }, { preMerge: true }),
      ).toEqual([
        {
          kind: 'gateRequest',
          repository: 'shop/payments',
          sha: SHA,
          stage: 'pre-merge',
          pullRequest: 5,
          requestedBy: 'jane',
          responder: 'github-check-run',
          target: {
            host: 'github.com',
            owner: 'shop',
            repo: 'payments',
            pullRequest: 5,
            sha: SHA,
          },
        },
      ]);
      expect(ask('pull_request', { ...PULL, action })).toEqual([]);
      expect(
        ask('pull_request', { ...PULL, action }, { protectionRule: true }),
      ).toEqual([]);
    },
  );

  it.each([
    [{ action: 'closed' }],
    [{ action: 'edited' }],
    [{ pull_request: { ...PULL.pull_request, draft: true } }],
  ])('do not come from a pull request with %j', changes => {
    expect(
      ask('pull_request', { ...PULL, ...changes }, { preMerge: true }),
    ).toEqual([]);
  });

  it('do not come from a click on the button, which approves nothing either', () => {
    const source = createGithubWebhookSource({
      secrets: [SECRET],
      gate: { host: 'github.com', protectionRule: true, preMerge: true },
    });
    const result = source.map({
      eventType: 'check_run',
      headers: {},
      body: Buffer.from(
        JSON.stringify({
          repository,
          action: 'requested_action',
          check_run: check,
          requested_action: { identifier: 'ask-for-approval' },
          sender: { login: 'jane' },
        }),
      ),
      receivedAt: RECEIVED_AT,
    });
    expect(result).toMatchObject({
      events: [
        {
          context: { type: 'dev.cdeventsx.showcaller-approval.asked.0.1.0' },
          subject: { content: { action: 'ask-for-approval' } },
          customData: { repository: 'shop/payments' },
        },
      ],
    });
    expect(JSON.stringify(result)).not.toMatch(/jane|gateRequest/);
  });
});
