import { mapped, sent, SHA } from '../__fixtures__/events';
import { createCdEventsWebhookSource } from './cdEventsWebhookSource';

const source = createCdEventsWebhookSource({
  secrets: { signing: [], tokens: ['token'], basic: [] },
});
const environment = { id: 'production' };
const one = (...parts: Parameters<typeof sent>) => {
  const [event] = mapped(source, sent(...parts));
  return { subject: event.subject.id, data: event.customData };
};

describe('rows of delivery from events of others', () => {
  it('reads a deployment whose repository and revision the sender adds', () => {
    expect(
      one('service.upgraded', {
        content: { environment, artifactId: 'pkg:oci/payments@1' },
        data: {
          repository: 'https://github.com/Shop/Payments.git',
          sha: SHA.toUpperCase(),
          deploymentId: '7',
          kind: 'change',
          requestedAt: '2026-11-20T09:00:00Z',
          url: 'ftp://example.com/build',
        },
      }),
    ).toEqual({
      subject: 'shop/payments#deployment-cdevents-7',
      data: {
        kind: 'deployment',
        repository: 'shop/payments',
        deploymentId: 'cdevents-7',
        sha: SHA,
        environment: 'production',
        entity: 'payments',
        requestedAt: '2026-11-20T09:00:00.000Z',
        original: { id: '1', subjectId: 'payments' },
      },
    });
  });

  it.each([
    `pkg:github/Shop/Payments@${SHA}`,
    `pkg:oci/payments@${SHA}?vcs_url=git%2Bhttps://github.com/shop/payments`,
  ])('finds them in %s', artifactId => {
    expect(
      one('service.deployed', { content: { environment, artifactId } }),
    ).toMatchObject({
      data: { kind: 'deployment', repository: 'shop/payments', sha: SHA },
    });
  });

  it('makes each service event a deployment of its own', () => {
    const content = { environment, artifactId: `pkg:github/shop/web@${SHA}` };
    const ids = ['1', '2'].map(
      id => one('service.deployed', { id, content }).subject,
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^shop\/web#deployment-cdevents-[0-9a-f]{16}$/);
  });

  it('reads failed deployments, which CDEvents has no word for', () => {
    expect(
      one('dev.cdeventsx.showcaller-deployment.failed.0.1.0', {
        content: { environment },
        data: { repository: 'shop/web', sha: SHA, deploymentId: 'a' },
      }),
    ).toMatchObject({
      subject: 'shop/web#deployment-cdevents-a',
      data: { kind: 'deployment', environment: 'production' },
    });
  });

  it.each([
    [
      'change.merged' as const,
      {
        subjectId: `shop/web@${SHA}`,
        content: { repository: { id: 'shop/web' } },
      },
      `shop/web@${SHA}`,
      { kind: 'change', sha: SHA },
    ],
    [
      'pipelinerun.finished' as const,
      {
        subjectId: 'run 9',
        content: { outcome: 'failure' },
        data: { repository: 'shop/web', sha: 'abc1234', attempt: 2 },
      },
      'shop/web#run-cdevents-run 9.2',
      { kind: 'pipelineRun', runId: 'cdevents-run 9', attempt: 2 },
    ],
    [
      'taskrun.started' as const,
      { subjectId: 't', data: { repository: 'shop/web', attempt: -1 } },
      'shop/web#task-cdevents-t',
      { kind: 'taskRun', attempt: 1 },
    ],
    [
      'artifact.published' as const,
      {
        subjectId: `pkg:oci/web@sha256%3A${'b'.repeat(64)}`,
        data: { repository: 'shop/web', sha: 7 },
      },
      `pkg:oci/web@sha256%3A${'b'.repeat(64)}`,
      { kind: 'artifact', digest: `sha256:${'b'.repeat(64)}` },
    ],
  ])('reads %s', (name, parts, subject, data) => {
    expect(one(name, parts)).toMatchObject({ subject, data });
  });

  it.each([
    [
      'no repository',
      'service.deployed',
      { environment, artifactId: 'pkg:oci/a@1' },
      { sha: SHA },
    ],
    [
      'no revision',
      'service.deployed',
      { environment, artifactId: 'pkg:github/a/b@1.2' },
      {},
    ],
    ['a number for a revision', 'change.merged', {}, { repository: 'a/b' }],
    [
      'another service event',
      'service.removed',
      { environment },
      { repository: 'a/b', sha: SHA },
    ],
    [
      'facts of other types',
      'pipelinerun.queued',
      {},
      { repository: { id: 7 } },
    ],
  ] as const)('makes no row of %s', (_, name, content, data) => {
    const { subject, data: told } = one(name, {
      subjectId: '1234567',
      content,
      data,
    });
    expect(subject).toBe('1234567');
    expect(told).toEqual(data);
  });
});
