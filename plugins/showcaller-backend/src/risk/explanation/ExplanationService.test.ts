import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  RiskAssessment,
  SimilarChange,
} from '@showcaller/backstage-plugin-showcaller-common';
import { openDatabase } from '../../database/openDatabase';
import { commit } from '../__fixtures__/commit';
import { deployment } from '../__fixtures__/deployment';
import { exampleModel, exampleRiskModel } from '../__fixtures__/exampleModel';
import { scored } from '../__fixtures__/scored';
import { DatabaseAssessmentStore } from '../DatabaseAssessmentStore';
import { ExplanationService } from './ExplanationService';
import { PastChangeStore } from './PastChangeStore';
import { SimilarChanges } from './SimilarChanges';

jest.setTimeout(60_000);

// Close to the time at which the fixtures are scored: an assessment's id tells when that was.
const NOW = new Date(Date.now() + 1000);
const HOUR_MS = 60 * 60 * 1000;

describe('ExplanationService', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp() {
      const knex = await openDatabase({
        database: mockServices.database({
          knex: await databases.init(databaseId),
        }),
      });
      const assessments = DatabaseAssessmentStore.create({ knex });
      const outcomes = new Map<string, SimilarChange['outcome']>();
      const model = exampleModel();
      const past = PastChangeStore.create({ knex });
      const service = ExplanationService.create({
        model,
        past,
        similar: SimilarChanges.create({
          store: past,
          logger: mockServices.logger.mock(),
          now: () => NOW,
        }),
        outcomes: {
          of: async found =>
            new Map(
              found.flatMap(({ id, sha }) => {
                const outcome = outcomes.get(sha);
                return outcome ? [[id, outcome] as const] : [];
              }),
            ),
        },
        now: () => NOW,
      });
      /** A deployment of so many lines so many hours ago. */
      const deploy = async (options: {
        name: string;
        la?: number;
        hoursAgo: number;
        entity?: string;
        sha?: string;
      }): Promise<RiskAssessment> => {
        const { name, la, hoursAgo, entity = 'payments' } = options;
        const at = new Date(NOW.getTime() - hoursAgo * HOUR_MS).toISOString();
        const assessment = await scored({
          deployment: deployment({
            id: name,
            sha: options.sha ?? name,
            entityRef: `component:default/${entity}`,
            requestedAt: at,
            firstReceivedAt: at,
          }),
          commits:
            la === undefined
              ? undefined
              : [commit({ sha: `${name}-1`, la, title: `Ship ${name}` })],
        });
        await knex.transaction(tx => assessments.save(assessment, tx));
        return assessment.assessment;
      };
      const explain = (assessment: RiskAssessment, hidden: string[] = []) =>
        service.explain(
          assessment,
          async refs => new Set(refs.filter(ref => !hidden.includes(ref))),
        );
      return { deploy, explain, outcomes, model };
    }

    it('finds the earlier deployments that the model sees alike, the most alike first, and what became of them', async () => {
      const { deploy, explain, outcomes } = await setUp();
      await deploy({ name: 'small', la: 5, hoursAgo: 4 });
      await deploy({ name: 'same', la: 650, hoursAgo: 3 });
      await deploy({ name: 'medium', la: 200, hoursAgo: 2 });
      const latest = await deploy({ name: 'latest', la: 700, hoursAgo: 1 });
      await deploy({ name: 'later', la: 700, hoursAgo: 0 });
      outcomes.set('same', 'failed').set('small', 'clean');

      const { similar, similarFailed } = await explain(latest);
      expect(similar).toMatchObject([
        {
          sha: 'same',
          title: 'Ship same',
          similarity: 1,
          outcome: 'failed',
          entityRef: 'component:default/payments',
          probability: expect.any(Number),
        },
        { sha: 'medium', similarity: 0.8, outcome: 'pending' },
        { sha: 'small', outcome: 'clean' },
      ]);
      expect(similarFailed).toBe(1);
    });

    it('hears of what was assessed after its index was filled, and of a subject only the last', async () => {
      const { deploy, explain } = await setUp();
      const latest = await deploy({ name: 'latest', la: 700, hoursAgo: 1 });
      expect((await explain(latest)).similar).toEqual([]);
      await deploy({ name: 'again', sha: 'old', la: 700, hoursAgo: 3 });
      const renewed = await deploy({
        name: 'again',
        sha: 'new',
        la: 710,
        hoursAgo: 3,
      });
      const other = await deploy({ name: 'other', la: 690, hoursAgo: 2 });
      const { similar } = await explain(other);
      expect(similar.map(({ assessmentId }) => assessmentId)).toEqual([
        renewed.id,
      ]);
    });

    it('shows a change once, however often it was deployed, and not the change itself', async () => {
      const { deploy, explain, outcomes } = await setUp();
      await deploy({ name: 'dev', sha: 'twice', la: 700, hoursAgo: 5 });
      await deploy({ name: 'prod', sha: 'twice', la: 700, hoursAgo: 4 });
      await deploy({ name: 'staging', sha: 'now', la: 700, hoursAgo: 2 });
      const latest = await deploy({
        name: 'production',
        sha: 'now',
        la: 700,
        hoursAgo: 1,
      });
      outcomes.set('twice', 'failed');
      const { similar, similarFailed } = await explain(latest);
      expect(similar).toMatchObject([{ sha: 'twice', outcome: 'failed' }]);
      expect(similarFailed).toBe(1);
    });

    it('shows nothing of an entity that the reader may not see', async () => {
      const { deploy, explain } = await setUp();
      await deploy({ name: 'open', la: 700, hoursAgo: 3 });
      await deploy({ name: 'secret', la: 700, hoursAgo: 2, entity: 'secret' });
      const latest = await deploy({ name: 'latest', la: 700, hoursAgo: 1 });
      const shas = async (hidden: string[]) =>
        (await explain(latest, hidden)).similar.map(({ sha }) => sha).sort();
      await expect(shas([])).resolves.toEqual(['open', 'secret']);
      await expect(shas(['component:default/secret'])).resolves.toEqual([
        'open',
      ]);
    });

    it('says in words what would lower the risk, and by how much', async () => {
      const { deploy, explain } = await setUp();
      const latest = await deploy({ name: 'latest', la: 700, hoursAgo: 1 });
      const { counterfactuals } = await explain(latest);
      expect(counterfactuals[0]).toMatchObject({
        feature: 'la',
        group: 'size',
        unit: 'lines',
        from: 700,
        action: expect.stringMatching(/^Split below \d+ lines$/),
        probabilityBefore: expect.closeTo(latest.probability ?? NaN, 6),
      });
      const [{ probabilityBefore, probabilityAfter }] = counterfactuals;
      expect(probabilityAfter).toBeLessThan(probabilityBefore - 0.2);
    });

    it('sums signals into groups that add up to the margin with what is not known', async () => {
      const { deploy, explain } = await setUp();
      const latest = await deploy({ name: 'latest', la: 700, hoursAgo: 1 });
      const { groups, unknownContribution } = await explain(latest);
      expect(groups[0]).toMatchObject({
        group: 'size',
        known: expect.arrayContaining(['la', 'nf']),
        effect: expect.any(Number),
      });
      expect(groups.at(-1)?.contribution).toBeUndefined();
      const sum = groups.reduce(
        (total, { contribution = 0 }) => total + contribution,
        latest.baseMargin + (unknownContribution ?? NaN),
      );
      expect(sum).toBeCloseTo(latest.margin ?? NaN, 9);
    });

    it('tells when another model serves than the one that scored', async () => {
      const { deploy, explain, model } = await setUp();
      await deploy({ name: 'before', la: 700, hoursAgo: 2 });
      const latest = await deploy({ name: 'latest', la: 700, hoursAgo: 1 });
      expect((await explain(latest)).sameModel).toBe(true);

      const next = exampleRiskModel({ calibrator: { kind: 'none' } });
      await model.swap(next);
      const { sameModel, modelHash, similar } = await explain(latest);
      expect(sameModel).toBe(false);
      expect(modelHash).toBe(next.card.hash);
      expect(similar).toMatchObject([{ sha: 'before', similarity: 1 }]);
    });

    it('has no similar changes and no advice for a risk that is not known', async () => {
      const { deploy, explain } = await setUp();
      await deploy({ name: 'before', la: 700, hoursAgo: 2 });
      const latest = await deploy({ name: 'latest', hoursAgo: 1 });
      await expect(explain(latest)).resolves.toMatchObject({
        similar: [],
        counterfactuals: [],
      });
    });
  });
});
