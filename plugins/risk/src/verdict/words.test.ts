import { sampleAssessment, sampleRollup } from '../__testUtils__';
import { riskMeaning } from './riskMeaning';
import { rollupVerdict } from './rollupVerdict';

describe('riskMeaning', () => {
  it('says a risk as so many of a hundred', () => {
    expect(riskMeaning(sampleAssessment())).toBe(
      'Of 100 changes that look like this one, the model expects about 78 to cause trouble, between 69 and 85 given what the model does not know. Above 0.7 is high: in production it waits for an approval.',
    );
  });

  it('does not guess an unknown risk', () => {
    expect(riskMeaning({ band: 'unknown', probability: undefined })).toMatch(
      /^Nobody can say/,
    );
  });
});

describe('rollupVerdict', () => {
  const [hold, elevated, late, never] = sampleRollup();

  it('counts what waits and names the riskiest', () => {
    expect(rollupVerdict([hold, elevated, late, never])).toEqual({
      tone: 'error',
      headline: '1 of 4 services on hold or waiting for an approval',
      detail:
        'Riskiest: Payments API (0.78). 51 deployments in 30 days, 5 failed.',
    });
  });

  it('warns of high risk that nothing holds', () => {
    const unheld = { ...hold, decision: undefined };
    expect(rollupVerdict([unheld, late])).toMatchObject({
      tone: 'warning',
      headline: 'Nothing is on hold; 1 of 2 services at high risk',
    });
  });

  it('is calm when all is', () => {
    expect(rollupVerdict([elevated, late])).toMatchObject({
      tone: 'ok',
      headline: 'Nothing on hold in 2 services',
    });
  });

  it('does not call calm what was never scored', () => {
    expect(rollupVerdict([never])).toEqual({
      tone: 'neutral',
      headline: 'Nothing scored yet in 1 service',
      detail: 'No deployments in 30 days.',
    });
  });
});
