import { actionableSignals } from '@showcaller/engine/risk';
import { actionWords } from './actionWords';

describe('actionWords', () => {
  it.each(actionableSignals)(
    'has words for $feature',
    ({ feature, targets }) => {
      for (const to of targets) {
        const words = actionWords({ feature, from: 1, to });
        expect(words).toMatch(/^[A-Z][^_]+$/);
        expect(words).not.toContain(`Bring ${feature}`);
      }
    },
  );

  it('says numbers as people do', () => {
    expect(actionWords({ feature: 'la', from: 900, to: 399 })).toBe(
      'Split below 400 lines',
    );
    expect(actionWords({ feature: 'weekday', from: 5, to: 2 })).toBe(
      'Deploy on a Tuesday',
    );
    expect(actionWords({ feature: 'testtouch', from: 0, to: 0.2 })).toBe(
      'Bring tests along: 20 % of the lines',
    );
  });
});
