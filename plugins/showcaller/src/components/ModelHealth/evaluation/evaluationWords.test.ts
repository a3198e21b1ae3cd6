import { sampleEvaluation } from '../../../__testUtils__/models';
import {
  ablationRows,
  judgedCurves,
  stabilitySentence,
} from './evaluationWords';

const evaluation = sampleEvaluation();

describe('judgedCurves', () => {
  it('has the model first, then the simple ones, with their areas', () => {
    expect(
      judgedCurves(evaluation, 'roc').map(({ who, area }) => [who, area]),
    ).toEqual([
      ['model', '0.812'],
      ['logistic', '0.776'],
      ['linesAdded', '0.722'],
    ]);
    expect(judgedCurves(evaluation, 'precisionRecall')[0].area).toBe('0.417');
  });

  it('leaves out what was not judged', () => {
    expect(
      judgedCurves({ ...evaluation, controlCurves: undefined }, 'roc').map(
        ({ who }) => who,
      ),
    ).toEqual(['model']);
  });
});

describe('ablationRows', () => {
  it('says what the model loses without a group, most first', () => {
    expect(
      ablationRows([
        { group: 'timing', aucLoss: -0.0002, logLossGain: 0 },
        { group: 'size', aucLoss: 0.0412, logLossGain: 0.0131 },
      ]),
    ).toEqual([
      { group: 'size', aucLoss: 0.0412, auc: '−0.041', logLoss: '+0.013' },
      { group: 'timing', aucLoss: -0.0002, auc: '0.000', logLoss: '0.000' },
    ]);
  });
});

describe('stabilitySentence', () => {
  it('says how much the reasons changed', () => {
    expect(stabilitySentence(evaluation)).toBe(
      'Against the model before it, 78 % of the three greatest reasons are the same and 96 % of those point the same way; the order of all reasons agrees to 0.71 (1 is the same order).',
    );
    expect(stabilitySentence({ stability: undefined })).toBeUndefined();
  });
});
