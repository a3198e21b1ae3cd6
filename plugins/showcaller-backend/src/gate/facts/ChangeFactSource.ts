import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import type { PolicyFact, PolicyFacts } from '@showcaller/engine/policy';
import type { RiskFeatureName } from '@showcaller/engine/risk';
import type { PolicyFactSource, PolicySubject } from '../types';

const SOURCE = 'risk engine';
const HOUR_MS = 3_600_000;

/** Paths that a signal of the risk engine tells. A flag is true when the signal is above 0. */
const SIGNALS: ReadonlyArray<
  [path: string, signal: RiskFeatureName, kind?: 'flag']
> = [
  ['change.lines_added', 'la'],
  ['change.lines_deleted', 'ld'],
  ['change.files', 'nf'],
  ['change.directories', 'nd'],
  ['change.subsystems', 'ns'],
  ['change.entropy', 'entropy'],
  ['change.is_fix', 'fix', 'flag'],
  ['change.churn_90d', 'churn90'],
  ['change.touches_migrations', 'migration', 'flag'],
  ['change.touches_infra', 'infra', 'flag'],
  ['change.test_share', 'testtouch'],
  ['change.dependencies_major', 'depmajor'],
  ['change.dependencies_new', 'depnew'],
  ['change.dependencies_vulnerable', 'depvuln'],
  ['change.concurrent_deployments', 'concurrent'],
  ['change.days_since_incident', 'incdays'],
  ['change.rollbacks_30d', 'rollbacks30'],
  ['tests.pass_rate', 'testpass'],
  ['tests.flaky', 'flaky'],
  ['perf.delta', 'perfdelta'],
];

function toFact(
  signal: RiskSignal | undefined,
  kind: 'flag' | undefined,
): PolicyFact {
  if (signal?.value === undefined) {
    return {
      missingReason: signal?.missingReason ?? 'the change was not scored',
      source: signal?.source ?? SOURCE,
    };
  }
  const { value, source, observedAt } = signal;
  return { value: kind === 'flag' ? value > 0 : value, source, observedAt };
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
    for (const [path, name, kind] of SIGNALS) {
      facts[path] = toFact(signals.get(name), kind);
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
