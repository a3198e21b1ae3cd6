import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import {
  assessment,
  HEAD,
  scoredPart,
  unknownAssessment,
} from '../__testUtils__/assessment';
import { feedbackContent, type FeedbackPart } from './feedbackContent';

const PULL = { repository: 'shop/payments', number: 5, headSha: HEAD };

const part = (
  about: RiskAssessment = assessment(),
  changes: Partial<FeedbackPart> = {},
): FeedbackPart => ({
  ...scoredPart(about),
  title: 'Payments',
  url: 'https://portal.example.com/catalog/default/component/payments/risk',
  ...changes,
});

describe('feedbackContent', () => {
  it('says in words how risky it is, why, what is not known and where to read more', () => {
    const { title, summary, band, detailsUrl } = feedbackContent(PULL, [
      part(),
    ]);
    expect(title).toBe('Risk 0.42 (0.31 to 0.55), elevated');
    expect(band).toBe('elevated');
    expect(detailsUrl).toBe(part().url);
    // The logit of 0.424 is −0.306; without the 0.8 of the size it is −1.106: 0.249, which is 18 points less.
    expect(summary.split('\n\n')).toEqual([
      `Of 100 changes like this one, about 42 went wrong: a risk that is elevated. For [Payments](${
        part().url
      }).`,
      '**Why**',
      [
        '- Size of the change (about +18 points): Lines added: 340, Files touched: 12',
        '- Tests (about −10 points): Test pass rate: 99\\.6 %',
        '- Experience of the team (about +7 points)',
        '- Kind of change (about +2 points): Is a bug fix: yes',
      ].join('\n'),
      'The riskiest of its 3 commits is `dddddddd` (Rewrite \\[ledger\\]\\(http:\u200b//evil\\.example\\) @\u200bteam).',
      '<details><summary>Not known: 2 signals</summary>',
      [
        '- Change of the worst benchmark: no benchmark was uploaded for \\<b\\>this\\</b\\> revision',
        '- Flaky tests to be expected: no test report of @\u200bthis revision',
      ].join('\n'),
      '</details>',
      '<sub>Showcaller scored `cccccccc` with the model `boost 3`. It speaks of the change, not of people, and is kept up to date here.</sub>',
    ]);
  });

  it('tells no number that would speak of one person', () => {
    const { summary } = feedbackContent(PULL, [part()]);
    expect(summary).not.toContain('file touches');
  });

  it('says what would lower it', () => {
    const { summary } = feedbackContent(PULL, [
      part(assessment(), {
        counterfactuals: [
          {
            feature: 'la',
            group: 'size',
            from: 740,
            to: 400,
            unit: 'lines',
            action: 'Split below 400 lines',
            probabilityBefore: 0.741,
            probabilityAfter: 0.409,
          },
        ],
      }),
    ]);
    expect(summary).toContain(
      '**What would lower it**\n\n- Split below 400 lines: 0.74 → 0.41',
    );
  });

  it('says why a risk is not known, and makes nothing up', () => {
    const { title, summary, band } = feedbackContent(PULL, [
      part(unknownAssessment()),
    ]);
    expect(title).toBe('Risk not known');
    expect(band).toBe('unknown');
    expect(summary).toContain(
      'How risky this change is cannot be told: The size of the change is not known \\(Lines added\\).',
    );
    expect(summary).not.toMatch(/Why|points|NaN|undefined/);
  });

  it('begins with the riskiest of several components, and leaves out the tail', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, index) =>
      part(
        index === 0
          ? unknownAssessment({ entityRef: `component:default/${name}` })
          : assessment({
              entityRef: `component:default/${name}`,
              probability: index / 10,
              band: index === 5 || index === 6 ? 'elevated' : 'low',
              interval: undefined,
            }),
        { title: name },
      ),
    );
    const { title, summary } = feedbackContent(PULL, many);
    expect(title).toBe('Risk 0.60, elevated');
    expect(summary.match(/\*\*\[(.)\]/g)).toEqual([
      '**[g]',
      '**[f]',
      '**[a]',
      '**[e]',
      '**[d]',
    ]);
    expect(summary).toContain('And 2 more components with no greater risk.');
    expect(summary).toContain('**[f](');
  });

  it('of the same parts makes the same hash, whatever their order and the time', () => {
    const one = part();
    const other = part(assessment({ entityRef: 'component:default/web' }));
    const hash = (...parts: FeedbackPart[]) =>
      feedbackContent(PULL, parts).contentHash;
    expect(hash(one, other)).toBe(hash(other, one));
    expect(hash(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(
      hash(part(assessment({ id: 'b', scoredAt: '2026-11-26T00:00:00.000Z' }))),
    ).toBe(hash(one));
    expect(hash(part(assessment({ probability: 0.5 })))).not.toBe(hash(one));
    expect(
      feedbackContent({ ...PULL, headSha: 'e'.repeat(40) }, [one]).contentHash,
    ).not.toBe(hash(one));
  });

  it('lets a title of a component do no harm', () => {
    const { summary } = feedbackContent(PULL, [
      part(assessment(), { title: 'x](http://evil) @octocat <img src=x>' }),
    ]);
    expect(summary).toContain(
      '[x\\]\\(http:\u200b//evil\\) @\u200boctocat \\<img src\\=x\\>](https://portal',
    );
  });

  it('stays far below what GitHub takes', () => {
    const long = 'ä'.repeat(5000);
    const huge = part(
      assessment({
        signals: Array.from({ length: 40 }, (_, n) => ({
          name: `s${n}`,
          group: `g${n}`,
          source: 'x',
          unit: 'lines',
          missingReason: `${n} ${long}`,
        })),
        riskiestCommit: { sha: HEAD, title: long, probability: 0.4 },
      }),
      { title: long },
    );
    const { summary } = feedbackContent(PULL, Array(9).fill(huge));
    expect(Buffer.byteLength(summary)).toBeLessThan(32_000);
  });
});
