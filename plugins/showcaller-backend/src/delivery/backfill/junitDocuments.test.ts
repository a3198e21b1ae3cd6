import { junitReport } from '@showcaller/backstage-plugin-showcaller-node';
import { readEvidence } from '../../evidence/formats';

describe('junitReport', () => {
  it('is read by the evidence as it was meant', () => {
    const body = junitReport([
      {
        name: 'unit "a" <b>',
        tests: [
          { className: 'Pay', name: 'adds & <splits>', outcome: 'passed' },
          { className: 'Pay', name: 'fails', outcome: 'failed', seconds: 0.5 },
          { name: 'waits \u0001\n', outcome: 'skipped' },
        ],
      },
    ]);
    const report = readEvidence('junit', body);
    expect(report).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    const titles = 'cases' in report ? report.cases.map(one => one.title) : [];
    expect(titles.slice(0, 2)).toEqual([
      'Pay › adds & <splits>',
      'Pay › fails',
    ]);
  });
});
