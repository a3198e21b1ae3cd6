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

/** Of entity references, those that the reader may see. */
type Visible = (entityRefs: string[]) => Promise<Set<string>>;

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
    visible: Visible,
  ): Promise<RiskExplanationDetail> {
    const { modelHash, similar, counterfactuals } = await this.#compute(
      assessment,
    );
    const sameModel = modelHash === assessment.model.hash;
    const { calibrator } = this.#options.model.files.file;
    const shown = await this.#describe(similar, { assessment, visible });
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

  /** Each change once, however often it was deployed; the change itself is none. */
  async #describe(
    similar: SimilarAssessment[],
    { assessment, visible }: { assessment: RiskAssessment; visible: Visible },
  ): Promise<SimilarChange[]> {
    const found = await this.#options.past.getCurrent(
      similar.map(({ id }) => id),
    );
    const entityRefs = Array.from(found.values(), ({ entityRef }) => entityRef);
    const allowed = await visible([...new Set(entityRefs)]);
    const candidates = similar.flatMap(({ id, similarity }) => {
      const past = found.get(id);
      return past && allowed.has(past.entityRef) ? [{ past, similarity }] : [];
    });
    const outcomes = await this.#options.outcomes.of(
      candidates.map(({ past }) => past),
    );
    const own = changeKey({ ...assessment, ...assessment.subject });
    const byChange = new Map<string, SimilarChange>();
    for (const { past, similarity } of candidates) {
      const { id, deploymentId, repository, ...told } = past;
      const outcome = outcomes.get(id) ?? 'pending';
      const key = changeKey(past);
      const shown = byChange.get(key);
      if (shown && outcome === 'failed') {
        shown.outcome = outcome;
      }
      if (!shown && key !== own) {
        byChange.set(key, { assessmentId: id, ...told, similarity, outcome });
      }
    }
    return [...byChange.values()].slice(0, SIMILAR);
  }
}

/** A change of an entity, whichever environments it went to. */
function changeKey(change: { entityRef: string; sha: string }): string {
  return `${change.entityRef} ${change.sha}`;
}
