import { NotFoundError } from '@backstage/errors';
import type {
  DeploymentRow,
  EntityRisk,
  Page,
  PageRequest,
  PipelineRunRow,
  RiskRollupRow,
  RiskTrendPoint,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  pageOf,
  sampleDeployments,
  samplePipelineRuns,
  sampleRollup,
  sampleTrend,
} from './sampleDelivery';
import { sampleEntityRisk } from './sampleRisk';

type RiskCalls = Pick<
  ShowcallerApi,
  | 'getEntityRisk'
  | 'getRiskTrend'
  | 'getRiskRollup'
  | 'getDeployments'
  | 'getPipelineRuns'
>;

/** Answers of a backend as the Risk tab asks for them, from the samples or as given. */
export class FakeShowcallerApi implements RiskCalls {
  readonly #now: Date;
  readonly #answers: Partial<RiskCalls>;

  static create(
    options: { now?: Date } & Partial<RiskCalls> = {},
  ): ShowcallerApi {
    const { now = new Date(), ...answers } = options;
    const fake = new FakeShowcallerApi(now, answers);
    return new Proxy(fake as unknown as ShowcallerApi, {
      get: (_, name) =>
        (fake as unknown as Record<PropertyKey, unknown>)[name] ??
        (async () => {
          throw new NotFoundError(
            `The sample has no answer to ${String(name)}`,
          );
        }),
    });
  }

  private constructor(now: Date, answers: Partial<RiskCalls>) {
    this.#now = now;
    this.#answers = answers;
  }

  getEntityRisk = async (entityRef: string): Promise<EntityRisk> =>
    this.#answers.getEntityRisk?.(entityRef) ??
    sampleEntityRisk({ entityRef }, this.#now);

  getRiskTrend = async (entityRef: string): Promise<RiskTrendPoint[]> =>
    this.#answers.getRiskTrend?.(entityRef) ?? sampleTrend(this.#now);

  getRiskRollup = async (entityRef: string): Promise<RiskRollupRow[]> =>
    this.#answers.getRiskRollup?.(entityRef) ?? sampleRollup(this.#now);

  getDeployments = async (
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<DeploymentRow>> =>
    this.#answers.getDeployments?.(entityRef, page) ??
    pageOf(sampleDeployments(this.#now), page);

  getPipelineRuns = async (
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<PipelineRunRow>> =>
    this.#answers.getPipelineRuns?.(entityRef, page) ??
    pageOf(samplePipelineRuns(this.#now), page);
}
