import { seeded } from '../__fixtures__/syntheticRows';
import { judgeChallenger } from './judgeChallenger';

const random = seeded(1);
const truth = Float64Array.from({ length: 400 }, () => 4 * random() - 3);
const labels = Uint8Array.from(truth, margin =>
  random() < 1 / (1 + Math.exp(-margin)) ? 1 : 0,
);
const flat = truth.map(() => -1);
const upsideDown = truth.map(margin => -margin);

function judge(options: {
  challenger: Float64Array;
  incumbent: Float64Array | 'same recipe' | undefined;
  rows?: number;
  prior?: Float64Array;
}) {
  return judgeChallenger({
    labels,
    challenger: {
      rung: 'boosted',
      rows: options.rows ?? 600,
      logOdds: options.challenger,
    },
    incumbent: { rung: 'boosted', rows: 500, logOdds: options.incumbent },
    prior: options.prior ?? flat,
  });
}

describe('judgeChallenger', () => {
  it('promotes what is better by more than noise, with the figures', () => {
    expect(judge({ challenger: truth, incumbent: flat })).toEqual({
      verdict: 'promote',
      reason: expect.stringMatching(
        /^Challenger is better by more than noise: log loss 0\.\d{4} against 0\.\d{4} on 400 later rows, noise 0\.\d{4}$/,
      ),
    });
  });

  it('watches what may be as good, and rejects what is worse', () => {
    const alike = truth.map((margin, row) => margin + (row % 2 ? 0.1 : -0.1));
    expect(judge({ challenger: truth, incumbent: alike }).verdict).toBe(
      'challenge',
    );
    expect(judge({ challenger: upsideDown, incumbent: truth })).toMatchObject({
      verdict: 'reject',
    });
  });

  it('never promotes what is worse than the prior, however bad the serving model is', () => {
    expect(
      judge({ challenger: flat, incumbent: upsideDown, prior: truth }),
    ).toMatchObject({
      verdict: 'reject',
      reason: expect.stringMatching(/^Worse than the prior: /),
    });
  });

  it('refreshes the same recipe when there is a tenth more to learn from', () => {
    const fresh = (rows: number) =>
      judge({ challenger: truth, incumbent: 'same recipe', rows });
    expect(fresh(550)).toEqual({
      verdict: 'promote',
      reason:
        'Newer: the same recipe as the serving model, fitted on 550 labels instead of 500',
    });
    expect(fresh(549).verdict).toBe('reject');
    expect(
      judge({
        challenger: upsideDown,
        incumbent: 'same recipe',
        rows: 900,
      }).verdict,
    ).toBe('reject');
  });

  it('leaves a registered champion to a live comparison', () => {
    expect(judge({ challenger: truth, incumbent: undefined })).toMatchObject({
      verdict: 'challenge',
      reason: expect.stringContaining('registered by an operator'),
    });
  });
});
