import { sampleDrift, sampleFeatures } from '../../../__testUtils__/models';
import {
  driftRows,
  driftSentence,
  lossSentence,
  scoreSentence,
} from './driftRows';

const report = sampleDrift();
const rows = driftRows(report, sampleFeatures);

describe('driftRows', () => {
  it('puts what has moved most first, by the names that people know', () => {
    expect(rows[0]).toEqual({
      name: 'testpass',
      label: 'Test pass rate',
      level: 'act',
      psi: 0.31,
      psiText: '0.31',
      missing: '6 % then, 41 % now',
      missingMore: true,
    });
    expect(rows[1].level).toBe('watch');
    expect(rows.at(-1)?.level).toBe('stable');
  });

  it('does not know what could not be computed', () => {
    const features = [
      {
        name: 'x',
        level: 'stable' as const,
        missingThen: 1,
        missingNow: 1,
      },
    ];
    expect(driftRows({ ...report, features }, [])[0]).toMatchObject({
      label: 'x',
      psiText: 'unknown',
      missingMore: false,
    });
  });
});

describe('drift in words', () => {
  it('names what has moved', () => {
    expect(driftSentence(rows, report)).toBe(
      '2 of 37 signals differ from what the model learned from: test pass rate, lines added. Compared with the training data over 312 deployments of the last 28 days.',
    );
    expect(
      driftSentence(
        rows.filter(row => row.level === 'stable'),
        report,
      ),
    ).toMatch(/^What comes in looks like what the model learned from\./);
  });

  it('says whether scores and errors moved, or that nobody knows', () => {
    expect(scoreSentence(report)).toBe(
      'Scores: stability index 0.07, largest distance of the distributions 0.09.',
    );
    expect(scoreSentence({ ...report, score: { level: 'stable' } })).toMatch(
      /^Too few scores/,
    );
    expect(lossSentence(report)).toBe(
      'Log loss 0.318 over 186 matured outcomes; it has not changed.',
    );
    expect(
      lossSentence({
        ...report,
        loss: { ...report.loss, changedAt: '2026-11-12T10:00:00Z' },
      }),
    ).toMatch(/it changed on Nov 12, 2026\.$/);
    expect(
      lossSentence({ ...report, loss: { rows: 0, level: 'stable' } }),
    ).toMatch(/^No outcome has matured/);
  });
});
