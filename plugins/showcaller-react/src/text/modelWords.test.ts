import { modelOrigin } from './modelWords';
import { signalGroupWords } from './signalGroups';

describe('modelOrigin', () => {
  const local = {
    rows: 2_140,
    positives: 265,
    labelSource: 'deployments' as const,
  };

  it.each([
    [
      { rung: 'prior' as const },
      'shipped prior, not yet calibrated for your organisation',
    ],
    [
      { rung: 'calibrated' as const, local: { ...local, rows: 61 } },
      'shipped prior, calibrated on 61 deployments of your organisation',
    ],
    [
      {
        rung: 'calibrated' as const,
        local: { ...local, labelSource: 'changes' as const },
      },
      'shipped prior, calibrated on 2,140 changes of your organisation',
    ],
    [
      { rung: 'boosted' as const, local },
      'shipped prior, corrected by trees grown on 2,140 deployments of your organisation',
    ],
    [
      { rung: 'local' as const, local },
      'trained on 2,140 deployments of your organisation',
    ],
    [{ rung: 'local' as const }, 'trained on deployments of your organisation'],
  ])('says what a model learned from (%#)', (card, text) => {
    expect(modelOrigin(card)).toBe(text);
  });
});

describe('signalGroupWords', () => {
  it('knows which groups are about people', () => {
    expect(signalGroupWords('team').ofPeople).toBe(true);
    expect(signalGroupWords('experience').ofPeople).toBe(true);
    expect(signalGroupWords('size').ofPeople).toBe(false);
  });

  it('keeps the name of a group of another schema', () => {
    expect(signalGroupWords('weather').label).toBe('weather');
    expect(signalGroupWords('toString').label).toBe('toString');
  });
});
