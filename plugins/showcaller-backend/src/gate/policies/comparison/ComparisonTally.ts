import type {
  GateOutcome,
  PolicyComparison,
  PolicyDifference,
} from '@showcaller/backstage-plugin-showcaller-common';

const LISTED = 100;
const OUTCOMES: readonly GateOutcome[] = [
  'allow',
  'inconclusive',
  'needs_approval',
  'block',
];

/** How two bundles decided on one thing. */
export interface ComparedDecision extends Omit<PolicyDifference, 'outcome'> {
  deploymentId?: string;
}

type Counts = Pick<
  PolicyComparison,
  | 'decisions'
  | 'same'
  | 'stricter'
  | 'looser'
  | 'skipped'
  | 'matrix'
  | 'failuresCaught'
  | 'failuresMissed'
  | 'differences'
>;

/** Adds up how another bundle differs from what was decided. */
export class ComparisonTally {
  readonly #matrix = emptyMatrix();
  #decisions = 0;
  #skipped = 0;
  #caught = 0;
  #missed = 0;
  readonly #differences: PolicyDifference[] = [];

  static create(): ComparisonTally {
    return new ComparisonTally();
  }

  private constructor() {}

  /** One decision more; in the order of time, the oldest first. */
  add(
    { deploymentId: _deploymentId, ...compared }: ComparedDecision,
    outcome?: PolicyDifference['outcome'],
  ): void {
    this.#decisions += 1;
    const from = compared.active.outcome;
    const to = compared.other.outcome;
    this.#matrix[from][to] += 1;
    if (from === to) {
      return;
    }
    if (outcome === 'failed') {
      if (from === 'allow') {
        this.#caught += 1;
      } else if (to === 'allow') {
        this.#missed += 1;
      }
    }
    this.#differences.push({ ...compared, ...(outcome && { outcome }) });
    if (this.#differences.length > LISTED) {
      this.#differences.shift();
    }
  }

  /** A decision that cannot be repeated. */
  skip(): void {
    this.#skipped += 1;
  }

  counts(): Counts {
    let same = 0;
    let stricter = 0;
    let looser = 0;
    for (const [rank, from] of OUTCOMES.entries()) {
      for (const [other, to] of OUTCOMES.entries()) {
        const count = this.#matrix[from][to];
        if (rank === other) {
          same += count;
        } else if (other > rank) {
          stricter += count;
        } else {
          looser += count;
        }
      }
    }
    return {
      decisions: this.#decisions,
      same,
      stricter,
      looser,
      skipped: this.#skipped,
      matrix: structuredClone(this.#matrix),
      failuresCaught: this.#caught,
      failuresMissed: this.#missed,
      differences: [...this.#differences].reverse(),
    };
  }
}

function emptyMatrix(): PolicyComparison['matrix'] {
  const row = () =>
    Object.fromEntries(OUTCOMES.map(outcome => [outcome, 0])) as Record<
      GateOutcome,
      number
    >;
  return Object.fromEntries(
    OUTCOMES.map(outcome => [outcome, row()]),
  ) as PolicyComparison['matrix'];
}
