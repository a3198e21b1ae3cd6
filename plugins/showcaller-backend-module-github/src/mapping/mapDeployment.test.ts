import { map, repository, said } from '../__fixtures__/map';
import { deployment, EARLY, LATE, SHA } from '../__fixtures__/payloads';

const SUBJECT = 'shop/payments#deployment-40';

describe('mapDeployment', () => {
  it('maps a request', () => {
    expect(said('deployment', { action: 'created', deployment })).toEqual([
      ['showcaller-deployment.requested', SUBJECT, EARLY],
    ]);
  });

  it.each([
    [{ entityRef: 'component:default/payments' }, 'component:default/payments'],
    ['{"component":"payments"}', 'payments'],
    ['{"service":"payments"}', 'payments'],
    ['{"service":null}', undefined],
    ['[1]', undefined],
    ['"payments"', undefined],
    ['deploy it', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads the entity that the payload %j names', (payload, entity) => {
    const [requested] = map('deployment', {
      repository,
      deployment: { ...deployment, payload },
    });
    expect((requested.customData as { entity?: string }).entity).toBe(entity);
  });
});

describe('mapDeploymentStatus', () => {
  const payload = (state: string, environment: string | null = null) => ({
    repository,
    action: 'created',
    deployment,
    deployment_status: {
      state,
      environment,
      created_at: LATE,
      updated_at: LATE,
      log_url: '',
      target_url: 'https://ci.example.com/7',
    },
  });

  it.each([
    ['queued', 'showcaller-deployment.queued'],
    ['pending', 'showcaller-deployment.queued'],
    ['waiting', 'showcaller-deployment.queued'],
    ['in_progress', 'showcaller-deployment.started'],
    ['success', 'service.deployed'],
    ['failure', 'showcaller-deployment.failed'],
    ['error', 'showcaller-deployment.failed'],
    ['inactive', 'showcaller-deployment.deactivated'],
    ['never_seen', 'showcaller-deployment.updated'],
  ])('maps %s', (state, type) => {
    expect(said('deployment_status', payload(state))).toEqual([
      [type, SUBJECT, LATE],
    ]);
  });

  it('says what was deployed where, and when it had been asked for', () => {
    const [deployed] = map('deployment_status', payload('success', 'staging'));
    expect(deployed.subject.content).toEqual({
      environment: { id: 'staging' },
      artifactId: `pkg:github/shop/payments@${SHA}`,
    });
    expect(deployed.customData).toEqual({
      kind: 'deployment',
      repository: 'shop/payments',
      deploymentId: '40',
      sha: SHA,
      ref: 'main',
      environment: 'staging',
      url: 'https://ci.example.com/7',
      requestedAt: EARLY,
      rawStatus: 'success',
    });
  });
});
