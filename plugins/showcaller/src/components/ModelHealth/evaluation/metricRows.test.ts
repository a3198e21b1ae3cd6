import { sampleEvaluation } from '../../../__testUtils__/models';
import { metricRows } from './metricRows';

const { metrics, controls } = sampleEvaluation();
const rows = metricRows({ metrics, controls });
const row = (measure: string) => rows.find(one => one.measure === measure);

function judged(changes: Partial<typeof metrics>) {
  return metricRows({ metrics: { ...metrics, ...changes }, controls }).find(
    one => one.measure === 'rocAuc',
  );
}

describe('metricRows', () => {
  it('puts the simple models beside the model', () => {
    expect(row('rocAuc')).toEqual({
      measure: 'rocAuc',
      more: true,
      model: '0.812',
      logistic: '0.776',
      linesAdded: '0.722',
      difference: '+0.036',
      verdict: 'better',
    });
    expect(rows[0]).toMatchObject({
      measure: 'captureTop10',
      model: '46 %',
      difference: '+7 points',
    });
  });

  it('says the difference of losses, and claims nothing about chance', () => {
    expect(row('logLoss')).toMatchObject({
      more: false,
      linesAdded: '–',
      difference: '−0.025',
      verdict: undefined,
    });
  });

  it('makes nothing of what may be chance, and hides nothing that is worse', () => {
    expect(judged({ rocAuc: 0.79 })).toMatchObject({
      difference: '+0.014',
      verdict: 'unclear',
    });
    expect(judged({ rocAuc: 0.7 })).toMatchObject({
      difference: '−0.076',
      verdict: 'worse',
    });
    // The same difference from a tenth of the deployments.
    expect(judged({ rows: 214, positives: 26 })?.verdict).toBe('unclear');
  });

  it('compares nothing with nothing', () => {
    expect(judged({ rocAuc: undefined })).toMatchObject({
      model: '–',
      difference: undefined,
      verdict: undefined,
    });
    expect(
      metricRows({ metrics, controls: {} }).every(
        one => one.difference === undefined && one.verdict === undefined,
      ),
    ).toBe(true);
  });
});
