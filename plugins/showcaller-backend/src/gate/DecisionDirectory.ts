import type {
  GateAnswerRow,
  GateDecision,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { ChangeSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { DeliveryReader } from '../delivery/types';
import type { OwnershipGraph } from '../ownership/types';
import type { DecisionFollowUp, DecisionPages } from './approvals';
import type { DatabaseEvaluationStore } from './evaluations/DatabaseEvaluationStore';
import type { GateService } from './GateService';
import type { DatabaseAnswerOutbox } from './answers/DatabaseAnswerOutbox';
import type { DecisionStatuses } from './DecisionStatuses';
import type { DecisionReader, EffectiveStatus } from './types';

interface DecisionDirectoryOptions {
  gate: Pick<GateService, 'get' | 'page' | 'isCurrent' | 'getAuthors'>;
  statuses: Pick<DecisionStatuses, 'statusesOf'>;
  answers: Pick<DatabaseAnswerOutbox, 'answersOf'>;
  evaluations: Pick<DatabaseEvaluationStore, 'get'>;
  changeSources: ChangeSource[];
  delivery: Pick<DeliveryReader, 'getDeployment' | 'getChange'>;
  ownership: Pick<OwnershipGraph, 'getComponent'>;
}

/** Answers what other rooms ask of decisions: who asked, who wrote what was asked about, what they mean now, who was told. */
export class DecisionDirectory
  implements DecisionReader, DecisionPages, DecisionFollowUp
{
  readonly #options: DecisionDirectoryOptions;

  static create(options: DecisionDirectoryOptions): DecisionDirectory {
    return new DecisionDirectory(options);
  }

  private constructor(options: DecisionDirectoryOptions) {
    this.#options = options;
  }

  async get(id: string): Promise<GateDecision | undefined> {
    return this.#options.gate.get(id);
  }

  async isCurrent(decision: GateDecision): Promise<boolean> {
    return this.#options.gate.isCurrent(decision);
  }

  async requesterOf(decision: GateDecision): Promise<string | undefined> {
    const { evaluationId } = decision;
    const evaluation =
      evaluationId === undefined
        ? undefined
        : await this.#options.evaluations.get(evaluationId);
    return evaluation?.requested_by ?? evaluation?.caller;
  }

  async askersOf(decision: GateDecision): Promise<string[]> {
    const { evaluationId } = decision;
    const evaluation =
      evaluationId === undefined
        ? undefined
        : await this.#options.evaluations.get(evaluationId);
    return [evaluation?.requested_by, evaluation?.caller].flatMap(
      asker => asker ?? [],
    );
  }

  async page(
    options: Parameters<DecisionPages['page']>[0],
  ): Promise<GateDecision[]> {
    return this.#options.gate.page(options);
  }

  async statusesOf(
    decisions: GateDecision[],
  ): Promise<Map<string, EffectiveStatus>> {
    return this.#options.statuses.statusesOf(decisions);
  }

  async answersOf(
    decisionIds: string[],
  ): Promise<Map<string, GateAnswerRow[]>> {
    return this.#options.answers.answersOf(decisionIds);
  }

  /** As kept with the decision; those of older decisions, and of revisions unknown then, are looked up. */
  async authorsOf(decision: GateDecision): Promise<string[]> {
    const { gate, delivery } = this.#options;
    const { sha } = decision.inputs;
    if (typeof sha !== 'string') {
      return [];
    }
    const repository = await this.#repositoryOf(decision);
    const told =
      repository === undefined
        ? undefined
        : await delivery.getChange(repository, sha);
    const authors = new Set(
      (await gate.getAuthors(decision.id)) ??
        (repository === undefined
          ? []
          : await this.#lookUp({ decision, repository, sha })),
    );
    if (told?.authorHash) {
      authors.add(told.authorHash);
    }
    return [...authors].sort();
  }

  async #lookUp(options: {
    decision: GateDecision;
    repository: string;
    sha: string;
  }): Promise<string[]> {
    const { decision, repository, sha } = options;
    const { entityRef, inputs } = decision;
    const { previous_sha: base } = inputs;
    for (const source of this.#options.changeSources) {
      if (await source.supports({ entityRef, repository })) {
        const range = await source.getRange({
          entityRef,
          repository,
          head: sha,
          ...(typeof base === 'string' && { base }),
        });
        return (range?.commits ?? []).map(({ authorHash }) => authorHash);
      }
    }
    return [];
  }

  async #repositoryOf(decision: GateDecision): Promise<string | undefined> {
    const { evaluations, delivery, ownership } = this.#options;
    const { evaluationId, deploymentId, entityRef } = decision;
    if (evaluationId !== undefined) {
      return (await evaluations.get(evaluationId))?.repository;
    }
    const deployment =
      deploymentId === undefined
        ? undefined
        : await delivery.getDeployment(deploymentId);
    return (
      deployment?.repository ?? ownership.getComponent(entityRef)?.repository
    );
  }
}
