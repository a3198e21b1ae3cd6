import type { IncidentRecord } from '@showcaller/backstage-plugin-showcaller-common';
import { collect, featureRequest } from '../__fixtures__/requests';
import { incidentsOf } from './__fixtures__/incidentsOf';
import { IncidentCollector } from './IncidentCollector';
import { withinHops } from './withinHops';

const NOW = '2026-11-25T00:00:00.000Z';
const ref = (name: string) => `component:default/${name}`;

/** payments ─ cart ─ web ─ ads ─ mail ─ far, and alone. */
const chain = ['payments', 'cart', 'web', 'ads', 'mail', 'far'].map(ref);
const graph = {
  neighboursOf: (entityRef: string) => {
    const at = chain.indexOf(entityRef);
    return at < 0
      ? []
      : [chain[at - 1], chain[at + 1]].filter(one => one !== undefined);
  },
  getComponents: () =>
    [...chain, ref('alone')].map(entityRef => ({
      entityRef,
      environments: new Map(),
      strategyTable: 'default',
      annotations: {},
    })),
};

function incident(entityRef: string, openedAt: string): IncidentRecord {
  return {
    id: `${entityRef} ${openedAt}`,
    entityRef,
    openedAt,
    source: 'http',
  };
}

function collectorOf(records: IncidentRecord[]) {
  return IncidentCollector.create({
    incidents: incidentsOf(records),
    ownership: graph,
    now: () => new Date(NOW),
  });
}

describe('withinHops', () => {
  it('goes both ways, and no further than it is told', () => {
    expect([...withinHops(graph, ref('web'), 2)]).toEqual([
      [ref('web'), 0],
      [ref('cart'), 1],
      [ref('ads'), 1],
      [ref('payments'), 2],
      [ref('mail'), 2],
    ]);
  });
});

describe('IncidentCollector', () => {
  it('tells the days since the last incident and the way to the nearest', async () => {
    const { values } = await collect(
      collectorOf([
        incident(ref('payments'), '2026-11-10T10:00:00.000Z'),
        incident(ref('payments'), '2026-01-10T10:00:00.000Z'),
        incident(ref('web'), '2026-11-19T10:00:00.000Z'),
        incident(ref('mail'), '2026-11-20T09:00:00.000Z'),
      ]),
    );
    expect(values).toEqual({
      incdays: { value: 10, observedAt: '2026-11-10T10:00:00.000Z' },
      inchops: { value: 2, observedAt: '2026-11-19T10:00:00.000Z' },
    });
  });

  it('knows nothing of incidents that opened later, of its own deployment least of all', async () => {
    const before = [incident(ref('alone'), '2026-01-01T00:00:00.000Z')];
    const asOfThen = await collect(collectorOf(before));
    const asOfNow = await collect(
      collectorOf([
        ...before,
        incident(ref('payments'), '2026-11-20T10:00:00.000Z'),
        incident(ref('payments'), '2026-11-20T10:05:00.000Z'),
        incident(ref('cart'), '2026-11-21T10:00:00.000Z'),
      ]),
    );
    expect(asOfNow).toEqual(asOfThen);
    expect(asOfNow.values).toMatchObject({
      incdays: { value: 365 },
      inchops: { value: 5 },
    });
  });

  it('does not take "nobody reports incidents" for "there were none"', async () => {
    await expect(collect(collectorOf([]))).resolves.toMatchObject({
      values: {},
      missingReason: expect.stringContaining('is not known'),
    });
    // Reporting began after what is scored.
    await expect(
      collect(
        collectorOf([incident(ref('alone'), '2026-11-21T00:00:00.000Z')]),
      ),
    ).resolves.toMatchObject({ values: {} });
  });

  it('hears of the first incident at once', async () => {
    const records: IncidentRecord[] = [];
    const collector = IncidentCollector.create({
      incidents: {
        ...incidentsOf([]),
        recentByEntities: async options =>
          incidentsOf(records).recentByEntities(options),
      },
      ownership: graph,
      now: () => new Date(NOW),
    });
    await collect(collector);
    records.push(incident(ref('cart'), '2026-11-20T09:00:00.000Z'));
    collector.onIncidents();
    await expect(collect(collector, featureRequest())).resolves.toMatchObject({
      values: { inchops: { value: 1 } },
    });
  });
});
