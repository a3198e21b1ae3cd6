import fc from 'fast-check';
import { foldDeployment } from './foldDeployment';
import type { DeliveryEvent, DeploymentEventData } from './types';

const OURS = 'dev.cdeventsx.showcaller-deployment';
const known: DeploymentEventData = {
  repository: 'shop/payments',
  deploymentId: '7',
  sha: 'abc',
  environment: 'prod-eu',
};

function event(
  type: string,
  minute: number,
  data: DeploymentEventData = known,
): DeliveryEvent<DeploymentEventData> {
  const at = new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  return {
    id: `${type}-${minute}-${data.url ?? ''}`,
    type,
    occurredAt: at,
    receivedAt: at,
    data,
    content: {},
  };
}

const requested = event(`${OURS}.requested.0.1.0`, 0, {
  ...known,
  requestedAt: '2026-01-01T11:59:59.000Z',
});
const queued = event(`${OURS}.queued.0.1.0`, 1);
const started = event(`${OURS}.started.0.1.0`, 2);
const failed = event(`${OURS}.failed.0.1.0`, 5);
const deployed = event('dev.cdevents.service.deployed.0.3.0', 6);
const deactivated = event(`${OURS}.deactivated.0.1.0`, 9);

describe('foldDeployment', () => {
  it.each([
    ['requested', [requested]],
    ['requested', [requested, queued]],
    ['running', [requested, started]],
    ['running', [started, event(`${OURS}.queued.0.1.0`, 3)]],
    ['succeeded', [requested, started, deployed]],
    ['succeeded', [event('dev.cdevents.service.upgraded.0.3.0', 4)]],
    ['succeeded', [event('dev.cdevents.service.rolledback.0.3.0', 4)]],
    ['failed', [requested, started, failed]],
    ['succeeded', [failed, deployed]],
    ['failed', [deployed, event(`${OURS}.failed.0.1.0`, 8)]],
    ['failed', [failed, event(`${OURS}.started.0.1.0`, 8)]],
    ['superseded', [deployed, deactivated]],
    ['failed', [failed, deactivated]],
    ['running', [started, deactivated]],
    ['requested', [requested, deactivated]],
    ['succeeded', [event(`${OURS}.deactivated.0.1.0`, 4), deployed]],
    [
      'succeeded',
      [deployed, deactivated, event('dev.cdevents.service.deployed.0.3.0', 10)],
    ],
  ])('is %s after %#', (status, events) => {
    expect(foldDeployment(events)?.status).toBe(status);
  });

  it('gathers times and fields of all its events', () => {
    const state = foldDeployment([
      requested,
      queued,
      started,
      event('dev.cdevents.service.deployed.0.3.0', 6, {
        ...known,
        url: 'https://ci.example/7',
        entity: 'payments-api',
      }),
      deactivated,
    ]);
    expect(state).toEqual({
      repository: 'shop/payments',
      deploymentId: '7',
      sha: 'abc',
      environment: 'prod-eu',
      entity: 'payments-api',
      url: 'https://ci.example/7',
      status: 'superseded',
      requestedAt: '2026-01-01T11:59:59.000Z',
      startedAt: '2026-01-01T12:02:00.000Z',
      finishedAt: '2026-01-01T12:06:00.000Z',
      firstReceivedAt: '2026-01-01T12:00:00.000Z',
    });
  });

  it('takes the first event as the time of the request when no source states one', () => {
    expect(foldDeployment([deployed, started])?.requestedAt).toBe(
      started.occurredAt,
    );
  });

  it('keeps the time of the first of equal outcomes', () => {
    const again = event('dev.cdevents.service.deployed.0.3.0', 8);
    expect(foldDeployment([deployed, again])?.finishedAt).toBe(
      deployed.occurredAt,
    );
  });

  it('orders events of the same instant by life cycle: success before deactivation', () => {
    expect(
      foldDeployment([event(`${OURS}.deactivated.0.1.0`, 6), deployed])?.status,
    ).toBe('superseded');
  });

  it('is undefined until it knows what was deployed where', () => {
    expect(foldDeployment([])).toBeUndefined();
    expect(
      foldDeployment([
        event(`${OURS}.started.0.1.0`, 1, { repository: 'shop/payments' }),
      ]),
    ).toBeUndefined();
    expect(
      foldDeployment([
        { ...started, data: undefined },
        event('dev.cdevents.incident.detected.0.3.0', 1),
      ]),
    ).toBeUndefined();
  });

  it('says which event has an unreadable time', () => {
    expect(() =>
      foldDeployment([{ ...started, id: 'e1', occurredAt: 'yesterday' }]),
    ).toThrow(
      "Event e1 (dev.cdeventsx.showcaller-deployment.started.0.1.0) has no readable time: occurredAt is 'yesterday'",
    );
  });

  it('comes to the same state in any order of arrival and with any duplicates', () => {
    const types = [
      `${OURS}.requested.0.1.0`,
      `${OURS}.queued.0.1.0`,
      `${OURS}.started.0.1.0`,
      `${OURS}.failed.0.1.0`,
      `${OURS}.deactivated.0.1.0`,
      'dev.cdevents.service.deployed.0.3.0',
      'dev.cdevents.service.upgraded.0.3.0',
    ];
    const anyEvent = fc
      .record({
        type: fc.constantFrom(...types),
        minute: fc.integer({ min: 0, max: 4 }),
        url: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
        received: fc.integer({ min: 0, max: 59 }),
      })
      .map(({ type, minute, url, received }) => ({
        ...event(type, minute, { ...known, url }),
        receivedAt: new Date(Date.UTC(2026, 0, 2, 0, received)).toISOString(),
      }));
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 8 }).chain(events =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray([...events, ...events], {
              minLength: 2 * events.length,
            }),
          ),
        ),
        ([events, shuffled]) => {
          expect(foldDeployment(shuffled)).toEqual(foldDeployment(events));
        },
      ),
    );
  });
});
