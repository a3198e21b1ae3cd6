import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { missingSignals } from './missingSignals';
import { stepCode, stepOf } from './missingSteps';

const target = {
  baseUrl: 'https://portal.example/api/showcaller',
  repository: 'shop/payments-api',
  entityRef: 'component:default/payments-api',
};

function missing(name: string, group: string, missingReason: string) {
  return { name, group, missingReason, source: '', unit: '' } as RiskSignal;
}

describe('missingSignals', () => {
  it('says a shared reason once, what can be filled first', () => {
    const entries = missingSignals([
      missing('budgetleft', 'incidents', 'no objective is set'),
      missing('testpass', 'tests', 'no test report of this revision'),
      missing('testtrend', 'tests', 'no test report of this revision'),
      missing('perfdelta', 'performance', 'no benchmark was uploaded'),
    ]);
    expect(
      entries.map(({ labels, reason, step }) => [labels, reason, step]),
    ).toEqual([
      [
        ['Test pass rate', 'Change of the test pass rate'],
        'no test report of this revision',
        'junit',
      ],
      [
        ['Change of the worst benchmark'],
        'no benchmark was uploaded',
        'benchmark',
      ],
      [['Error budget left'], 'no objective is set', undefined],
    ]);
  });

  it('tells a step once, whatever the reasons', () => {
    const entries = missingSignals([
      missing('depnew', 'dependencies', 'the repository has no lock file'),
      missing('depvuln', 'dependencies', 'no bill of materials was uploaded'),
    ]);
    expect(entries.map(({ step }) => step)).toEqual(['sbom', undefined]);
  });

  it('names signals about people by their group only', () => {
    const [entry] = missingSignals([
      missing('exp', 'team', 'no author address'),
      missing('rexp', 'team', 'no author address'),
    ]);
    expect(entry).toMatchObject({
      labels: ['Experience of the team'],
      count: 2,
    });
  });

  it('is empty when everything is known', () => {
    expect(missingSignals([])).toEqual([]);
  });
});

describe('stepOf', () => {
  it.each([
    ['la', 'history'],
    ['flaky', 'junit'],
    ['depvuln', 'sbom'],
    ['inchops', 'incidents'],
    ['hour', undefined],
  ])('fills %s by %s', (name, step) => {
    expect(stepOf({ name, reason: 'not told' })).toBe(step);
  });

  it.each([
    ['depmajor', 'the repository has no lock file', 'sbom'],
    [
      'depmajor',
      'no git repository is configured for this component',
      'history',
    ],
    ['la', 'no webhook told about this revision', 'history'],
    [
      'incdays',
      'no incident of any service was reported by then: whether there were any is not known',
      'incidents',
    ],
    ['testpass', 'test reports gave no answer within 3 s', undefined],
    ['churn90', 'nothing was deployed before to compare with', undefined],
    [
      'perfdelta',
      'no earlier revision has a benchmark of these names',
      undefined,
    ],
    ['teamexp', 'one author only: it would be about a person', undefined],
    ['incdays', 'incidents could not be read', undefined],
  ])('takes what the reason says for %s: %s', (name, reason, step) => {
    expect(stepOf({ name, reason })).toBe(step);
  });
});

describe('stepCode', () => {
  it('uploads what a pipeline has for the revision it built', () => {
    expect(stepCode('junit', target)).toBe(
      [
        'curl -fsS -X POST "https://portal.example/api/showcaller/evidence/junit?repository=shop/payments-api&sha=$(git rev-parse HEAD)" \\',
        '  -H "Authorization: Bearer $SHOWCALLER_TOKEN" -H "Content-Type: application/xml" \\',
        '  --data-binary @junit.xml',
      ].join('\n'),
    );
  });

  it('gives the annotation that connects the history', () => {
    expect(stepCode('history', target)).toContain(
      'showcaller.io/git-repository: shop/payments-api.git',
    );
  });

  it('reports an incident of the entity', () => {
    expect(stepCode('incidents', target)).toContain(
      '"entityRef":"component:default/payments-api"',
    );
  });

  it('has no lines where words are enough', () => {
    expect(stepCode('runs', target)).toBeUndefined();
  });
});
