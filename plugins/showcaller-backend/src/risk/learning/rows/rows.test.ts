import { TestDatabases } from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import { migrationsDirectory } from '../../../database/openDatabase';
import { DatabaseChangeFactsStore } from '../../../delivery/history/DatabaseChangeFactsStore';
import { commit } from '../../__fixtures__/commit';
import type { ChangeLabel } from '../../labels/types';
import { labelsOf, storeAssessments } from '../__fixtures__/storeAssessments';
import { syntheticRows } from '../__fixtures__/syntheticRows';
import { AssessedDeployments } from './AssessedDeployments';
import { ROW_WIDTH } from './DatedRows';
import { LabelledChanges } from './LabelledChanges';
import { RowCollector, rowOfSignals } from './RowCollector';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const column = (name: string) =>
  riskFeatures.findIndex(feature => feature.name === name);

async function all<T>(pages: AsyncGenerator<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) {
    rows.push(...page);
  }
  return rows;
}

describe('rowOfSignals', () => {
  it('takes values by name; what is absent, unknown or impossible is unknown', () => {
    const row = rowOfSignals(
      JSON.stringify([
        { name: 'nf', value: 3 },
        { name: 'la', value: 12 },
        { name: 'ld', missingReason: 'no facts' },
        { name: 'ndev', value: -1 },
        { name: 'moon', value: 1 },
      ]),
    );
    expect(row).toHaveLength(ROW_WIDTH);
    expect(row[column('la')]).toBe(12);
    expect(row[column('nf')]).toBe(3);
    expect(Array.from(row).filter(value => !Number.isNaN(value))).toHaveLength(
      2,
    );
  });
});

describe('RowCollector', () => {
  it('orders rows by time, and at one time by id, however they come', () => {
    const collect = (ids: string[]) => {
      const collector = RowCollector.create();
      for (const id of ids) {
        collector.add([
          {
            id,
            subject: 's',
            time: id === 'z' ? 1 : 2,
            maturedAt: 3,
            label: id === 'b' ? 1 : 0,
            signals: new Float32Array(ROW_WIDTH).fill(id.charCodeAt(0)),
          },
        ]);
      }
      return collector.collect();
    };
    const rows = collect(['b', 'a', 'z']);
    expect(rows.ids).toEqual(['z', 'a', 'b']);
    expect(Array.from(rows.labels)).toEqual([0, 0, 1]);
    expect(rows.rows[2 * ROW_WIDTH]).toBe('b'.charCodeAt(0));
    expect(collect(['z', 'a', 'b'])).toEqual(rows);
  });
});

describe.each(databases.eachSupportedId())('rows on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const rows = syntheticRows({ seed: 2, count: 250 });
    await storeAssessments({
      knex,
      rows,
      modelHash: 'a'.repeat(64),
      logOdds: rows.times.map((_, row) => row / 100),
    });
    return {
      knex,
      rows,
      labels: await labelsOf(rows).listMatured(),
      deployments: AssessedDeployments.create({ knex }),
    };
  }

  it('gives the stored signals of labelled deployments as they were', async () => {
    const { rows, labels, deployments } = await setUp();
    const collector = RowCollector.create();
    collector.add(await all(deployments.labelled(labels)));
    expect(collector.collect()).toEqual(rows);
  });

  it('leaves out what was never scored, and older scores of a deployment', async () => {
    const { knex, labels, deployments } = await setUp();
    const [first, second] = labels.map(({ deploymentId }) => deploymentId);
    await knex('risk_assessment')
      .where({ deployment_id: first })
      .update({ log_odds: null });
    await knex('risk_assessment')
      .where({ deployment_id: second })
      .update({ current: false });
    const found = await all(deployments.labelled(labels));
    expect(found).toHaveLength(248);
    expect((await deployments.scoresOf([first, second])).size).toBe(0);
  });

  it('gives recent deployments in pages, the newest first, each once', async () => {
    const { rows, deployments } = await setUp();
    const found = await all(deployments.recent(new Date(rows.times[10])));
    expect(found.map(({ time }) => time)).toEqual(
      Array.from(rows.times.subarray(10)).reverse(),
    );
  });

  it('gives what a model said, by deployment and from an assessment on', async () => {
    const { rows, deployments } = await setUp();
    const scores = await deployments.scoresOf([rows.ids[7], 'unknown']);
    expect([...scores.values()]).toEqual([
      expect.objectContaining({
        deploymentId: rows.ids[7],
        modelHash: 'a'.repeat(64),
        logOdds: 0.07,
      }),
    ]);
    const { assessmentId } = [...scores.values()][0];
    const from = await deployments.scoredBy({
      modelHash: 'a'.repeat(64),
      fromId: assessmentId,
      limit: 2,
    });
    expect(from.map(({ deploymentId }) => deploymentId)).toEqual([
      rows.ids[7],
      rows.ids[8],
    ]);
  });

  it('joins labels of changes with the facts of their commits', async () => {
    const { knex } = await setUp();
    const facts = DatabaseChangeFactsStore.create({ knex });
    const commits = Array.from({ length: 230 }, (_, index) =>
      commit({
        repository: 'shop/web',
        sha: String(index).padStart(40, '0'),
        committedAt: new Date(
          Date.UTC(2026, 0, 1) + index * 3_600_000,
        ).toISOString(),
        la: index,
      }),
    );
    await facts.put(
      { repository: 'shop/web', generation: 1 },
      commits.map(({ sha, committedAt, ...rest }) => ({
        sha,
        committedAt,
        facts: JSON.stringify({ sha, committedAt, ...rest }),
      })),
    );
    const labels = commits
      .filter((_, index) => index % 2 === 0)
      .map(
        ({ sha, committedAt }, index): ChangeLabel => ({
          repository: 'shop/web',
          sha,
          committedAt,
          label: index % 3 === 0 ? 1 : 0,
        }),
      );
    const found = await all(
      LabelledChanges.create({ facts }).labelled([
        ...labels,
        {
          repository: 'shop/gone',
          sha: 'f'.repeat(40),
          committedAt: '2026-01-01T00:00:00Z',
          label: 1,
        },
      ]),
    );
    expect(found).toHaveLength(115);
    const last = found.find(({ id: row }) => row.endsWith('228'));
    expect(last).toMatchObject({
      id: `shop/web@${'228'.padStart(40, '0')}`,
      subject: 'shop/web',
      label: 1,
    });
    expect(last?.signals[column('la')]).toBe(228);
  });
});
