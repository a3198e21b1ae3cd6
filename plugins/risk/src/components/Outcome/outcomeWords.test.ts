import { sampleLabel, sampleNow } from '../../__testUtils__';
import { correctionOf, newestLabel, outcomeWords } from './outcomeWords';

const matured = { maturesAt: '2026-11-13T12:22:00Z' };

describe('outcomeWords', () => {
  it('says how a failure became known, and from when on models learn from it', () => {
    expect(outcomeWords(sampleLabel(), sampleNow)).toEqual({
      word: { label: 'It failed', tone: 'error' },
      detail: 'rolled back by deployment 4f2c1 14 min later',
      note: expect.stringMatching(
        /^The model learns from it from Nov 27, 2026/,
      ),
    });
  });

  it('does not speak of waiting when it is over', () => {
    expect(outcomeWords(sampleLabel(matured), sampleNow).note).toBeUndefined();
  });

  it('promises nothing while nothing is known', () => {
    const words = outcomeWords(
      sampleLabel({ outcome: 'pending', explanation: 'nothing went wrong' }),
      sampleNow,
    );
    expect(words.word.label).toBe('Not known yet');
    expect(words.detail).toBe('nothing went wrong');
    expect(words.note).toBe('Known for good on Nov 27, 2026 at the earliest.');
  });

  it('puts what a person said first', () => {
    const correction = {
      outcome: 'clean' as const,
      reason: 'the network of the data centre was down',
      by: 'user:default/jane',
      at: '2026-11-20T13:00:00Z',
    };
    expect(
      outcomeWords(sampleLabel({ outcome: 'clean', correction }), sampleNow)
        .word,
    ).toEqual({ label: 'Not caused by this deployment', tone: 'ok' });
  });
});

describe('correctionOf', () => {
  it('offers the opposite of what is known, and nothing before', () => {
    expect(correctionOf(sampleLabel())).toBe('clean');
    expect(correctionOf(sampleLabel({ outcome: 'clean' }))).toBe('failed');
    expect(correctionOf(sampleLabel({ outcome: 'pending' }))).toBeUndefined();
  });
});

describe('newestLabel', () => {
  const corrected = (at: string) =>
    sampleLabel({
      correction: { outcome: 'clean', reason: 'x', by: 'user:default/a', at },
    });

  it('shows an answer until what is read is as new', () => {
    const answer = corrected('2026-11-20T13:01:00Z');
    expect(newestLabel(sampleLabel(), answer)).toBe(answer);
    const older = corrected('2026-11-20T12:00:00Z');
    expect(newestLabel(older, answer)).toBe(answer);
    const read = corrected('2026-11-20T13:01:00Z');
    expect(newestLabel(read, answer)).toBe(read);
    expect(newestLabel(read, undefined)).toBe(read);
  });
});
