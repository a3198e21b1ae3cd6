import { sampleExplanation } from '../../__testUtils__';
import {
  distinctChanges,
  similarCaution,
  similarFacts,
  similarSummary,
  similarTitle,
} from './similarWords';

const { similar } = sampleExplanation();

describe('similar past changes', () => {
  it('are counted with what became of them', () => {
    expect(similarSummary(similar)).toBe(
      '12 similar, 5 failed, 1 not known yet',
    );
    expect(similarSummary(similar.slice(3, 6))).toBe('3 similar, 1 failed');
  });

  it('are one each, however many environments they went to', () => {
    const [change] = similar;
    const twice = distinctChanges(
      [
        { ...change, assessmentId: 'production', outcome: 'clean' },
        { ...change, assessmentId: 'staging', outcome: 'failed' },
        { ...change, assessmentId: 'elsewhere', entityRef: 'component:a/b' },
      ],
      'another',
    );
    expect(
      twice.map(({ assessmentId, outcome }) => [assessmentId, outcome]),
    ).toEqual([
      ['production', 'failed'],
      ['elsewhere', change.outcome],
    ]);
  });

  it('are not the change itself', () => {
    const [change, other] = similar;
    expect(distinctChanges([change, other], change.sha)).toEqual([other]);
  });

  it('are not made more of than they are', () => {
    expect(similarCaution(similar)).toBeUndefined();
    expect(similarCaution(similar.slice(0, 2))).toBe(
      'Too few to conclude from: 1 outcome is known.',
    );
    expect(similarCaution([])).toBe(
      'Too few to conclude from: 0 outcomes are known.',
    );
  });

  it('say how risky they were, and how much alike they are', () => {
    expect(similarFacts({ probability: 0.83, similarity: 0.92 })).toEqual([
      'risk then 0.83',
      '92 % alike',
    ]);
    expect(similarFacts({ similarity: 0.5 })[0]).toBe('risk then unknown');
  });

  it('are called by revision and title', () => {
    expect(similarTitle({ sha: '9d1e0c7ab3f2', title: 'Rework' })).toBe(
      '9d1e0c7 Rework',
    );
    expect(similarTitle({ sha: '9d1e0c7ab3f2' })).toBe('9d1e0c7');
  });
});
