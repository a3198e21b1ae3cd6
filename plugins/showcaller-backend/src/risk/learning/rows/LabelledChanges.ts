import type { ChangeFactsReader } from '../../../delivery/history.types';
import { featureRow, hasSize } from '../../features/featureRow';
import type { ChangeLabel } from '../../labels/types';
import type { RowInput } from './RowCollector';

const PAGE = 100;
/** Changes that a bootstrap learns from, at most: the newest. */
const MOST_CHANGES = 20_000;

/** Rows of changes that SZZ labelled, page by page: what there is to learn from before deployments have matured. */
export class LabelledChanges {
  readonly #facts: ChangeFactsReader;

  static create(options: { facts: ChangeFactsReader }): LabelledChanges {
    return new LabelledChanges(options.facts);
  }

  private constructor(facts: ChangeFactsReader) {
    this.#facts = facts;
  }

  async *labelled(labels: readonly ChangeLabel[]): AsyncGenerator<RowInput[]> {
    const byRepository = new Map<string, Map<string, ChangeLabel>>();
    for (const label of labels.slice(-MOST_CHANGES)) {
      const known = byRepository.get(label.repository) ?? new Map();
      byRepository.set(label.repository, known.set(label.sha, label));
    }
    for (const [repository, wanted] of byRepository) {
      yield* this.#ofRepository(repository, wanted);
    }
  }

  async *#ofRepository(
    repository: string,
    wanted: Map<string, ChangeLabel>,
  ): AsyncGenerator<RowInput[]> {
    let before: { committedAt: string; sha: string } | undefined;
    for (let found = 0; found < wanted.size; ) {
      const page = await this.#facts.listFacts({
        repository,
        limit: PAGE,
        before,
      });
      const inputs = page.flatMap((facts): RowInput[] => {
        const label = wanted.get(facts.sha);
        if (!label) {
          return [];
        }
        found += 1;
        const time = Date.parse(label.committedAt);
        return hasSize(facts)
          ? [
              {
                id: `${repository}@${label.sha}`,
                subject: repository,
                time,
                maturedAt: time,
                label: label.label,
                signals: featureRow(facts),
              },
            ]
          : [];
      });
      if (inputs.length > 0) {
        yield inputs;
      }
      if (page.length < PAGE) {
        return;
      }
      before = page[page.length - 1];
    }
  }
}
