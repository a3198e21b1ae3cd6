import { sampleEvaluation, sampleLadder } from '../../../__testUtils__/models';
import { modelHeadline } from './modelHeadline';

const ladder = sampleLadder();

function headline(changes: Parameters<typeof sampleEvaluation>[0] = {}) {
  return modelHeadline(sampleEvaluation(changes), ladder);
}

describe('modelHeadline', () => {
  it('says first what the riskiest tenth contains, with its interval', () => {
    expect(headline()).toMatchObject({
      tone: 'ok',
      headline:
        'The riskiest 10 % of deployments contain 46 % (38–54 %) of the failures',
    });
  });

  it('says what it was counted from, and what the simple models find', () => {
    const { details } = headline();
    expect(details[0]).toMatch(
      /^n = 2,140 deployments from .* 2026 to .* 2026, each predicted before its outcome was known; 12.4 % failed\.$/,
    );
    expect(details[1]).toBe(
      'For comparison: lines added alone 33 %, a simple logistic model 39 %, guessing 10 %.',
    );
  });

  it('warns when a simple model finds more', () => {
    const evaluation = sampleEvaluation();
    const metrics = { ...evaluation.metrics, captureTop10: 0.3 };
    expect(headline({ metrics, captureInterval: undefined })).toMatchObject({
      tone: 'warning',
      headline: 'The riskiest 10 % of deployments contain 30 % of the failures',
    });
  });

  it.each([
    [
      { difference: 0.005, low: -0.009, high: 0.019 },
      'On the whole it predicts as many failures as happen.',
    ],
    [
      { difference: 0.031, low: 0.012, high: 0.05 },
      'It predicts too few failures: 3.1 % of the deployments more fail than it says.',
    ],
    [
      { difference: -0.021, low: -0.04, high: -0.002 },
      'It predicts too many failures: 2.1 % of the deployments fewer fail than it says.',
    ],
  ])('says whether its probabilities hold: %j', (calibration, sentence) => {
    expect(
      headline({ calibrationInTheLarge: calibration }).details.at(-1),
    ).toBe(sentence);
  });

  it('does not invent what was not measured', () => {
    expect(
      modelHeadline(undefined, sampleLadder({ labels: 31, positives: 4 })),
    ).toEqual({
      tone: 'neutral',
      headline: 'Nobody knows yet how well the model knows your deployments',
      details: [
        'A back-test needs deployments whose outcome is known for good: there are 31, 4 of them failures, and 87 wait.',
      ],
    });
    const metrics = { rows: 40, positives: 2 };
    expect(headline({ metrics, rows: 40, positives: 2 }).details[0]).toMatch(
      /^40 deployments with 2 failures were predicted: too few/,
    );
  });
});
