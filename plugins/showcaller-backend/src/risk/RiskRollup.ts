import type { Entity } from '@backstage/catalog-model';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type {
  RiskBand,
  RiskRollupRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { DeliveryReader } from '../delivery/types';
import { timestamp } from '../database/timestamp';
import type { GateService } from '../gate/GateService';
import type { DatabaseAssessmentStore } from './DatabaseAssessmentStore';

const WINDOW_MS = 30 * 24 * 60 * 60 * 1000;

/** What is known to be high comes first; what is not known could be, so it comes before what is known to be less. */
const BAND_ORDER: Record<RiskBand, number> = {
  high: 0,
  unknown: 1,
  elevated: 2,
  low: 3,
};
const NO_ASSESSMENT = 4;

/** Components of a System, Domain, Group or Resource with their latest risk, worst first. */
export class RiskRollup {
  readonly #assessments: DatabaseAssessmentStore;
  readonly #gate: Pick<GateService, 'getByAssessments'>;
  readonly #delivery: Pick<DeliveryReader, 'countDeployments'>;
  readonly #now: () => Date;

  static create(options: {
    assessments: DatabaseAssessmentStore;
    gate: Pick<GateService, 'getByAssessments'>;
    delivery: Pick<DeliveryReader, 'countDeployments'>;
    now: () => Date;
  }): RiskRollup {
    return new RiskRollup(options);
  }

  private constructor(options: {
    assessments: DatabaseAssessmentStore;
    gate: Pick<GateService, 'getByAssessments'>;
    delivery: Pick<DeliveryReader, 'countDeployments'>;
    now: () => Date;
  }) {
    this.#assessments = options.assessments;
    this.#gate = options.gate;
    this.#delivery = options.delivery;
    this.#now = options.now;
  }

  /** One row per component, those without any assessment last. */
  async getRows(components: Entity[]): Promise<RiskRollupRow[]> {
    const entityRefs = components.map(entity => stringifyEntityRef(entity));
    const latest = await this.#assessments.getLatestByEntity(entityRefs);
    const decisions = await this.#gate.getByAssessments(
      [...latest.values()].map(({ id }) => id),
    );
    const counts = await this.#delivery.countDeployments({
      entityRefs,
      since: timestamp(this.#now().getTime() - WINDOW_MS),
    });
    const rows = components.map((entity): RiskRollupRow => {
      const entityRef = stringifyEntityRef(entity);
      const assessment = latest.get(entityRef);
      const decision = assessment && decisions.get(assessment.id);
      const count = counts.get(entityRef);
      return {
        entityRef,
        title: entity.metadata.title ?? entity.metadata.name,
        owner: entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
          ?.targetRef,
        latest: assessment && {
          id: assessment.id,
          probability: assessment.probability,
          band: assessment.band,
          occurredAt: assessment.occurredAt,
          subject: assessment.subject,
        },
        decision: decision && {
          id: decision.id,
          outcome: decision.outcome,
          strategy: decision.strategy,
          mode: decision.mode,
        },
        deployments30d: count?.total ?? 0,
        failed30d: count?.failed ?? 0,
      };
    });
    return rows.sort(worstFirst);
  }
}

function worstFirst(a: RiskRollupRow, b: RiskRollupRow): number {
  return (
    order(a) - order(b) ||
    (b.latest?.probability ?? 0) - (a.latest?.probability ?? 0) ||
    a.entityRef.localeCompare(b.entityRef)
  );
}

function order(row: RiskRollupRow): number {
  return row.latest ? BAND_ORDER[row.latest.band] : NO_ASSESSMENT;
}
