import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';

type Known = [
  name: string,
  value: number,
  unit: string,
  contribution: number,
  effect: number,
];

const history = 'git history';
const byGroup: Array<[group: string, source: string, signals: Known[]]> = [
  [
    'size',
    history,
    [
      ['ns', 2, 'subsystems', 0.03, 0.01],
      ['nd', 9, 'directories', 0.1, 0.02],
      ['nf', 31, 'files', 0.28, 0.06],
      ['entropy', 3.6, 'bits', 0.12, 0.03],
      ['la', 1240, 'lines', 0.82, 0.18],
      ['ld', 310, 'lines', -0.05, -0.01],
      ['lt', 12400, 'lines', 0.09, 0.02],
    ],
  ],
  [
    'purpose',
    history,
    [
      ['fix', 1, 'yes = 1, no = 0', 0.06, 0.01],
      ['migration', 1, 'files', 0.12, 0.03],
      ['infra', 0, 'files', -0.04, -0.01],
    ],
  ],
  [
    'churn',
    history,
    [
      ['ndev', 7, 'people', 0.08, 0.02],
      ['age', 3.2, 'days', 0.04, 0.01],
      ['nuc', 240, 'changes', 0.06, 0.01],
      ['churn90', 2310, 'lines', 0.11, 0.02],
      ['ownership', 0.38, 'share', 0.05, 0.01],
    ],
  ],
  [
    'team',
    history,
    [
      ['exp', 540, 'file touches', -0.18, -0.04],
      ['teamexp', 61, 'file touches', -0.09, -0.02],
    ],
  ],
  [
    'tests',
    'test reports',
    [
      ['testpass', 0.996, 'share', -0.12, -0.03],
      ['testtrend', 0, 'share', -0.02, 0],
      ['testtouch', 0.04, 'share', 0.05, 0.01],
    ],
  ],
  [
    'flakiness',
    'test reports',
    [
      ['flaky', 2.1, 'tests', 0.16, 0.03],
      ['reruns', 1, 'attempts', 0.05, 0.01],
    ],
  ],
  [
    'dependencies',
    'lock files',
    [
      ['depmajor', 0, 'packages', -0.04, -0.01],
      ['depnew', 1, 'packages', 0.02, 0],
    ],
  ],
  [
    'incidents',
    'incidents',
    [
      ['incdays', 0.1, 'days', 0.11, 0.02],
      ['incoverlap', 0.6, 'share', 0.29, 0.06],
      ['inchops', 0, 'hops', 0.08, 0.02],
      ['rollbacks30', 1, 'rollbacks', 0.04, 0.01],
    ],
  ],
  [
    'timing',
    'deployments',
    [
      ['concurrent', 1, 'deployments', 0.03, 0.01],
      ['freeze', 0, 'yes = 1, no = 0', 0, 0],
      ['hour', 16, 'hour of the day', 0.05, 0.01],
      ['weekday', 5, 'day of the week', 0.06, 0.01],
    ],
  ],
];

const unknown: RiskSignal[] = [
  {
    name: 'rexp',
    group: 'team',
    unit: 'weighted file touches',
    source: history,
    missingReason: 'no author address in the history of this branch',
  },
  {
    name: 'sexp',
    group: 'team',
    unit: 'files',
    source: history,
    missingReason: 'no author address in the history of this branch',
  },
  {
    name: 'depvuln',
    group: 'dependencies',
    unit: 'packages',
    source: 'evidence',
    missingReason: 'no SBOM of this revision was uploaded',
  },
  {
    name: 'perfdelta',
    group: 'performance',
    unit: 'relative',
    source: 'evidence',
    missingReason: 'no benchmark of this revision was uploaded',
  },
  {
    name: 'budgetleft',
    group: 'incidents',
    unit: 'share',
    source: 'objectives',
    missingReason: 'no objective is set for this service',
  },
];

/** Signals of a big change; contributions add up to 2.36, five are unknown. */
export function sampleSignals(observedAt: string): RiskSignal[] {
  const known = byGroup.flatMap(([group, source, signals]) =>
    signals.map(
      ([name, value, unit, contribution, effect]): RiskSignal => ({
        name,
        group,
        source,
        value,
        unit,
        contribution,
        effect,
        observedAt,
      }),
    ),
  );
  return [...known, ...unknown];
}
