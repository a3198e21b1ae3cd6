import { sampleShadow } from '../../../__testUtils__/models';
import { shadowWords } from './shadowWords';

describe('shadowWords', () => {
  it('says how far both are apart, with the interval', () => {
    expect(shadowWords(sampleShadow())).toEqual({
      tone: 'running',
      headline: 'Not decided yet: both may still turn out better.',
      difference:
        'On 140 deployments that both scored, the log loss of the challenger is lower. Difference 0.012 (−0.003 to 0.027); above 0 the challenger is better.',
    });
  });

  it('says what to do once it is decided', () => {
    expect(
      shadowWords(sampleShadow({ verdict: 'challenger better' })).headline,
    ).toBe('The challenger is better: it can be promoted.');
    const worse = shadowWords(
      sampleShadow({
        verdict: 'champion better',
        difference: -0.02,
        interval: { low: -0.03, high: -0.01 },
      }),
    );
    expect(worse.headline).toMatch(/the challenger can go/);
    expect(worse.difference).toMatch(/log loss of the serving model is lower/);
  });

  it('knows nothing before outcomes are known', () => {
    expect(
      shadowWords(
        sampleShadow({ rows: 0, difference: undefined, interval: undefined }),
      ),
    ).toEqual({
      tone: 'running',
      headline:
        'Not decided yet: 0 outcomes are known of deployments that both scored.',
    });
  });
});
