import {
  createBackendPlugin,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  showcallerBackfillExtensionPoint,
  showcallerGateExtensionPoint,
  showcallerPullRequestFeedbackExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
  type BackfillSource,
  type GateResponder,
  type PullRequestPublisher,
  type RunArtifactSource,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { SECRET, signed } from './__fixtures__/map';
import { showcallerModuleGithub } from './module';
import { readWebhookSecrets } from './webhook/readWebhookSecrets';

async function installAll(showcaller: JsonObject) {
  const sources: WebhookSource[] = [];
  const backfills: BackfillSource[] = [];
  const publishers: PullRequestPublisher[] = [];
  const responders: GateResponder[] = [];
  const artifacts: RunArtifactSource[] = [];
  await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'showcaller',
        register(env) {
          env.registerExtensionPoint(showcallerWebhooksExtensionPoint, {
            addSource: source => void sources.push(source),
          });
          env.registerExtensionPoint(showcallerBackfillExtensionPoint, {
            addSource: source => void backfills.push(source),
          });
          env.registerExtensionPoint(
            showcallerPullRequestFeedbackExtensionPoint,
            { addPublisher: publisher => void publishers.push(publisher) },
          );
          env.registerExtensionPoint(showcallerGateExtensionPoint, {
            addResponder: responder => void responders.push(responder),
          });
          env.registerExtensionPoint(showcallerRunArtifactsExtensionPoint, {
            addSource: source => void artifacts.push(source),
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      showcallerModuleGithub,
      mockServices.rootConfig.factory({
        data: {
          showcaller,
          integrations: { github: [{ host: 'github.com', token: 'secret' }] },
        },
      }),
    ],
  });
  return { sources, backfills, publishers, responders, artifacts };
}

async function install(showcaller: JsonObject): Promise<WebhookSource> {
  const { sources } = await installAll(showcaller);
  expect(sources).toHaveLength(1);
  return sources[0];
}

const authorOf = (source: WebhookSource) => {
  const result = source.map({
    eventType: 'push',
    headers: {},
    body: Buffer.from(
      JSON.stringify({
        repository: { full_name: 'shop/payments' },
        ref: 'refs/heads/main',
        commits: [{ id: 'a', author: { email: 'jane@example.com' } }],
      }),
    ),
    receivedAt: '2026-11-20T12:00:00Z',
  });
  const [event] = 'events' in result ? result.events : [];
  return (event.customData as { authorHash?: string }).authorHash;
};

describe('showcallerModuleGithub', () => {
  it('adds a source that is checked with the configured secrets', async () => {
    const source = await install({ github: { webhookSecrets: [SECRET] } });
    expect(source).toMatchObject({
      id: 'github',
      configured: true,
      bodyLimit: 25 * 1024 * 1024,
    });
    expect(source.verify(signed('{}')).ok).toBe(true);
    expect(source.verify(signed('{}', { secret: 'x' })).ok).toBe(false);
  });

  it('adds a source that refuses everything when no secret is configured', async () => {
    const source = await install({});
    expect(source.configured).toBe(false);
    expect(source.verify(signed('{}', { secret: '' })).ok).toBe(false);
    expect(authorOf(source)).toBeUndefined();
  });

  it('hashes authors with the configured salt, whatever the secrets are', async () => {
    const one = await install({
      identitySalt: 'salt',
      github: { webhookSecrets: ['one'] },
    });
    const two = await install({
      identitySalt: 'salt',
      github: { webhookSecrets: ['two'] },
    });
    expect(authorOf(one)).toMatch(/^[0-9a-f]{32}$/);
    expect(authorOf(two)).toBe(authorOf(one));
  });

  it('asks nothing of GitHub unless it is configured to', async () => {
    const { backfills, publishers } = await installAll({});
    expect(backfills).toEqual([]);
    expect(publishers).toEqual([]);
  });

  it('reads the past and tells pull requests where the API is configured, the latter only when wanted', async () => {
    const { backfills, publishers } = await installAll({
      github: { api: { backfillDays: 90 } },
    });
    expect(backfills).toMatchObject([
      {
        id: 'github',
        automaticDays: 90,
        readFrom: 'https://api.github.com',
        mapper: { id: 'github-api' },
      },
    ]);
    expect(publishers.map(({ id, wants }) => [id, wants({})])).toEqual([
      ['github-check', false],
      ['github-comment', false],
    ]);
    const wanted = await installAll({
      github: { api: {}, pullRequestFeedback: 'comment' },
    });
    expect(wanted.backfills[0].automaticDays).toBeUndefined();
    expect(wanted.publishers.map(({ wants }) => wants({}))).toEqual([
      false,
      true,
    ]);
  });

  it('answers what GitHub asks the gate where the API is configured', async () => {
    const { responders } = await installAll({ github: { api: {} } });
    expect(responders.map(({ id }) => id)).toEqual([
      'github-protection-rule',
      'github-check-run',
    ]);
    expect((await installAll({})).responders).toEqual([]);
  });

  it.each([
    { pullRequestFeedback: 'yes' },
    { highRiskConclusion: 'success' },
    { gate: { preMerge: 'on' } },
  ])('does not start with %j', async github => {
    await expect(
      installAll({ github: { api: {}, ...github } }),
    ).rejects.toThrow('must be one of');
  });

  it('without a salt keeps the hashes when a new secret is added before the old one', async () => {
    const before = await install({ github: { webhookSecrets: ['old'] } });
    const during = await install({
      github: { webhookSecrets: ['new', 'old'] },
    });
    expect(authorOf(during)).toBe(authorOf(before));
  });
});

describe('readWebhookSecrets', () => {
  const config = (webhookSecrets: unknown): RootConfigService =>
    mockServices.rootConfig({
      data: { showcaller: { github: { webhookSecrets } } } as JsonObject,
    });

  it.each([
    [undefined, []],
    [[], []],
    [['a'], ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [['a', ' '], ['a']],
  ])('reads %j', (given, secrets) => {
    expect(readWebhookSecrets(config(given))).toEqual(secrets);
  });

  it('refuses a third secret, which somebody forgot to remove', () => {
    expect(() => readWebhookSecrets(config(['a', 'b', 'c']))).toThrow(
      'showcaller.github.webhookSecrets has 3 entries; at most 2 may be valid at once',
    );
  });

  it('reads artifacts of runs where the API is configured, from hosts that are', async () => {
    const { artifacts } = await installAll({ github: { api: {} } });
    expect(artifacts).toMatchObject([{ id: 'github' }]);
    expect((await installAll({})).artifacts).toEqual([]);
    await expect(
      installAll({ github: { api: { artifactHosts: ['no host'] } } }),
    ).rejects.toThrow("showcaller.github.api.artifactHosts has 'no host'");
  });
});
