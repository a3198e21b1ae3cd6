import { sampleFeedback } from '../../../__testUtils__/models';
import { feedbackSentence, rateWords, wouldHaveSentence } from './rateWords';

describe('rateWords', () => {
  it('says what was counted, with the interval', () => {
    expect(
      rateWords({ count: 3, of: 41, rate: 3 / 41, low: 0.025, high: 0.194 }),
    ).toBe('3 of 41, 7.3 % (2.5–19.4 %)');
  });

  it('is no rate of nothing', () => {
    expect(rateWords({ count: 0, of: 0 })).toBe('none to judge');
    expect(rateWords({ count: 1, of: 2 })).toBe('1 of 2');
  });
});

describe('feedbackSentence', () => {
  it('says both ways in which the gate was wrong', () => {
    expect(feedbackSentence(sampleFeedback())).toBe(
      'Of what it let pass, 61 of 712 failed within 24 hours; of what it held and people let through, 19 of 38 turned out well.',
    );
  });

  it('says so when there is nothing to judge', () => {
    const none = { count: 0, of: 0 };
    const feedback = sampleFeedback();
    expect(
      feedbackSentence({
        ...feedback,
        total: { decisions: 0, falsePass: none, falseBlock: none },
      }),
    ).toBe('No decision of the last 90 days has been followed to its end yet.');
    expect(
      feedbackSentence({
        ...feedback,
        total: { ...feedback.total, falseBlock: none },
      }),
    ).toMatch(/nothing that it held was let through\.$/);
  });
});

describe('wouldHaveSentence', () => {
  it('says what would have been decided of what was reported late', () => {
    expect(wouldHaveSentence(sampleFeedback())).toBe(
      'Of 1,310 deployments that it heard of too late to decide: 88 of 1,190 that it would have let pass failed within 24 hours; 61 of 120 that it would have held turned out well.',
    );
    expect(
      wouldHaveSentence(sampleFeedback({ wouldHave: undefined })),
    ).toBeUndefined();
  });
});
