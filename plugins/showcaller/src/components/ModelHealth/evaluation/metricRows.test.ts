import { sampleEvaluation } from '../../../__testUtils__/models';
import { metricRows } from './metricRows';

const rows = metricRows(sampleEvaluation());
const row = (measure: string) => rows.find(one => one.measure === measure);

describe('metricRows', () => {
  it('puts the simple models beside the model', () => {
    expect(row('rocAuc')).toEqual({
      measure: 'rocAuc',
      more: true,
      model: '0.812',
      logistic: '0.776',
      linesAdded: '0.722',
      verdict: 'better',
    });
    expect(rows[0]).toMatchObject({ measure: 'captureTop10', model: '46 %' });
  });

  it('knows that less loss is better', () => {
    expect(row('logLoss')).toMatchObject({
      more: false,
      verdict: 'better',
      linesAdded: '–',
    });
  });

  it('makes nothing of what cannot be seen, and hides nothing that is worse', () => {
    const { metrics, controls } = sampleEvaluation();
    const judged = (rocAuc: number | undefined) =>
      metricRows({ metrics: { ...metrics, rocAuc }, controls }).find(
        one => one.measure === 'rocAuc',
      );
    expect(judged(0.7763)?.verdict).toBe('as good');
    expect(judged(0.7)?.verdict).toBe('worse');
    expect(judged(undefined)).toMatchObject({
      model: '–',
      verdict: undefined,
    });
    expect(
      metricRows({ metrics, controls: {} }).every(one => !one.verdict),
    ).toBe(true);
  });
});
