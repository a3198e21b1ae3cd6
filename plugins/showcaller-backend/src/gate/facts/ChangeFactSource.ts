import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import {
  findPolicyPath,
  policyPathsOfSignals,
  type PolicyFact,
  type PolicyFacts,
} from '@showcaller/engine/policy';
import type { RiskFeatureName } from '@showcaller/engine/risk';
import type { PolicyFactSource, PolicySubject } from '../types';

const SOURCE = 'risk engine';
const HOUR_MS = 3_600_000;

/** Paths outside of `change.` that a signal of the risk engine tells. */
const EVIDENCE: ReadonlyArray<[path: string, signal: RiskFeatureName]> = [
  ['tests.pass_rate', 'testpass'],
  ['tests.flaky', 'flaky'],
  ['perf.delta', 'perfdelta'],
];
const SIGNALS = [...policyPathsOfSignals, ...EVIDENCE];

function toFact(path: string, signal: RiskSignal | undefined): PolicyFact {
  if (signal?.value === undefined) {
    return {
      missingReason: signal?.missingReason ?? 'the change was not scored',
      source: signal?.source ?? SOURCE,
    };
  }
  const { value, source, observedAt } = signal;
  const isFlag = findPolicyPath(path)?.unit === 'flag';
  return { value: isFlag ? value > 0 : value, source, observedAt };
}

/** What the change is made of and how its tests and benchmarks went: the signals that were scored. */
export class ChangeFactSource implements PolicyFactSource {
  readonly id = 'change';
  readonly paths = [
    ...SIGNALS.map(([path]) => path),
    'change.commits',
    'change.authors',
    'change.age_hours',
  ];

  static create(): ChangeFactSource {
    return new ChangeFactSource();
  }

  private constructor() {}

  async read(subject: PolicySubject): Promise<PolicyFacts> {
    const { assessment, authors, newestCommitAt, at } = subject;
    const signals = new Map(
      assessment?.signals.map(signal => [signal.name, signal]),
    );
    const facts: Record<string, PolicyFact> = {};
    for (const [path, name] of SIGNALS) {
      facts[path] = toFact(path, signals.get(name));
    }
    const ofCommits = (value: number | undefined): PolicyFact =>
      value === undefined
        ? { missingReason: 'the commits are not known', source: SOURCE }
        : { value, source: 'git history', observedAt: at };
    return {
      ...facts,
      'change.commits': ofCommits(authors && assessment?.commitCount),
      'change.authors': ofCommits(authors?.length),
      'change.age_hours': ofCommits(
        newestCommitAt === undefined
          ? undefined
          : Math.max(
              0,
              (Date.parse(at) - Date.parse(newestCommitAt)) / HOUR_MS,
            ),
      ),
    };
  }
}
