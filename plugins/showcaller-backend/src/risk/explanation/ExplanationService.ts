import type {
  RiskAssessment,
  RiskCounterfactual,
  RiskExplanationDetail,
  SimilarChange,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { ServingModel } from '../model/ServingModel';
import { subjectKey } from '../subjectKey';
import type { RiskModel } from '../types';
import { counterfactualsOf } from './counterfactualsOf';
import { groupShares } from './groupShares';
import type { OutcomeLookup } from './OutcomeLookup';
import type { PastChangeStore } from './PastChangeStore';
import { RecentAnswers } from './RecentAnswers';
import { signalRow } from './signalRow';
import type { SimilarAssessment, SimilarChanges } from './SimilarChanges';

/** At most so many are shown. */
const SIMILAR = 20;
/** So many are looked for, because the reader may not see some. */
const LOOKED_FOR = 100;
/** So long an answer waits for an index that is being filled. */
const WAIT_MS = 2000;
const CACHED = 500;
/** So long a computed explanation is kept; later assessments do not change it, backfilled ones may. */
const CACHED_MS = 10 * 60 * 1000;

interface ExplanationServiceOptions {
  model: ServingModel;
  similar: SimilarChanges;
  past: PastChangeStore;
  outcomes: Pick<OutcomeLookup, 'of'>;
  now: () => Date;
}

/** What is computed with the serving model; who may see which similar change, and its outcome, is asked each time. */
interface Computed {
  modelHash: string;
  /** False while the index of similar changes is being filled. */
  complete: boolean;
  similar: SimilarAssessment[];
  counterfactuals: RiskCounterfactual[];
}

/** Explains stored assessments: by groups, by what happened to similar ones, and by what people could change. */
export class ExplanationService {
  readonly #options: ExplanationServiceOptions;
  readonly #computed: RecentAnswers<Computed>;

  static create(options: ExplanationServiceOptions): ExplanationService {
    return new ExplanationService(options);
  }

  private constructor(options: ExplanationServiceOptions) {
    this.#options = options;
    this.#computed = RecentAnswers.create({
      size: CACHED,
      keepMs: CACHED_MS,
      now: options.now,
    });
  }

  /**
   * The explanation of an assessment. The groups are of the model that scored; the rest is computed with the one that serves.
   *
   * @param visible - of entity references, those that the reader may see
   */
  async explain(
    assessment: RiskAssessment,
    visible: (entityRefs: string[]) => Promise<Set<string>>,
  ): Promise<RiskExplanationDetail> {
    const { modelHash, similar, counterfactuals } = await this.#compute(
      assessment,
    );
    const sameModel = modelHash === assessment.model.hash;
    const { calibrator } = this.#options.model.files.file;
    const shown = await this.#describe(similar, visible);
    return {
      assessmentId: assessment.id,
      groups: groupShares(assessment, sameModel ? calibrator : undefined),
      unknownContribution: assessment.unknownContribution,
      similar: shown,
      similarFailed: shown.filter(({ outcome }) => outcome === 'failed').length,
      counterfactuals,
      modelHash,
      sameModel,
    };
  }

  #compute(assessment: RiskAssessment): Promise<Computed> {
    const { model } = this.#options;
    return this.#computed.get(
      `${assessment.id} ${model.card.hash}`,
      () => model.use(serving => this.#computeWith(serving, assessment)),
      ({ complete }) => complete,
    );
  }

  async #computeWith(
    model: RiskModel,
    assessment: RiskAssessment,
  ): Promise<Computed> {
    const modelHash = model.card.hash;
    if (assessment.probability === undefined) {
      return { modelHash, complete: true, similar: [], counterfactuals: [] };
    }
    const row = signalRow(assessment.signals);
    return {
      modelHash,
      ...(await this.#options.similar.find({
        model,
        row,
        kind: assessment.subject.kind,
        before: assessment.occurredAt,
        subjectKey: subjectKey(assessment),
        count: LOOKED_FOR,
        waitMs: WAIT_MS,
      })),
      counterfactuals: await counterfactualsOf(model, row),
    };
  }

  async #describe(
    similar: SimilarAssessment[],
    visible: (entityRefs: string[]) => Promise<Set<string>>,
  ): Promise<SimilarChange[]> {
    const found = await this.#options.past.getCurrent(
      similar.map(({ id }) => id),
    );
    const entityRefs = new Set(
      Array.from(found.values(), ({ entityRef }) => entityRef),
    );
    const allowed = await visible([...entityRefs]);
    const shown = similar
      .flatMap(({ id, similarity }) => {
        const assessment = found.get(id);
        return assessment && allowed.has(assessment.entityRef)
          ? [{ assessment, similarity }]
          : [];
      })
      .slice(0, SIMILAR);
    const outcomes = await this.#options.outcomes.of(
      shown.map(({ assessment }) => assessment),
    );
    return shown.map(({ assessment, similarity }) => {
      const { id, deploymentId, repository, ...told } = assessment;
      return {
        assessmentId: id,
        ...told,
        similarity,
        outcome: outcomes.get(id) ?? 'pending',
      };
    });
  }
}
