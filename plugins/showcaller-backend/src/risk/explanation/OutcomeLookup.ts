import type { SimilarChange } from '@showcaller/backstage-plugin-showcaller-common';
import type { LabelReader } from '../labels/types';
import type { PastAssessment } from './PastChangeStore';

/** What an outcome is asked of. */
type Assessed = Pick<
  PastAssessment,
  'id' | 'deploymentId' | 'repository' | 'sha'
>;

/** What became of changes, from git history. */
export interface ChangeOutcomeReader {
  /** By revision; those that are not known are left out. */
  outcomesOfChanges(
    repository: string,
    shas: string[],
  ): Promise<Map<string, SimilarChange['outcome']>>;
}

/** What became of what was assessed: of deployments by their labels, of changes by what fixes were traced back to. */
export class OutcomeLookup {
  readonly #labels: Pick<LabelReader, 'outcomesOf'>;
  readonly #changes: ChangeOutcomeReader;

  static create(options: {
    labels: Pick<LabelReader, 'outcomesOf'>;
    changes: ChangeOutcomeReader;
  }): OutcomeLookup {
    return new OutcomeLookup(options);
  }

  private constructor(options: {
    labels: Pick<LabelReader, 'outcomesOf'>;
    changes: ChangeOutcomeReader;
  }) {
    this.#labels = options.labels;
    this.#changes = options.changes;
  }

  /** By assessment; those whose outcome is not known are left out. */
  async of(
    assessments: Assessed[],
  ): Promise<Map<string, SimilarChange['outcome']>> {
    const deployments = await this.#labels.outcomesOf(
      assessments.flatMap(({ deploymentId }) => deploymentId ?? []),
    );
    const changes = await this.#ofChanges(assessments);
    const outcomes = new Map<string, SimilarChange['outcome']>();
    for (const { id, deploymentId, repository, sha } of assessments) {
      const outcome =
        deploymentId === undefined
          ? changes.get(repository)?.get(sha)
          : deployments.get(deploymentId);
      if (outcome) {
        outcomes.set(id, outcome);
      }
    }
    return outcomes;
  }

  async #ofChanges(assessments: Assessed[]) {
    const byRepository = new Map<string, string[]>();
    for (const { deploymentId, repository, sha } of assessments) {
      if (deploymentId === undefined) {
        const shas = byRepository.get(repository) ?? [];
        byRepository.set(repository, [...shas, sha]);
      }
    }
    return new Map(
      await Promise.all(
        [...byRepository].map(
          async ([repository, shas]) =>
            [
              repository,
              await this.#changes.outcomesOfChanges(repository, shas),
            ] as const,
        ),
      ),
    );
  }
}
