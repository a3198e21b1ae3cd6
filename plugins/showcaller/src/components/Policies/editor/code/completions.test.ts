import { policyActions, policyVocabulary } from '@showcaller/engine/policy';
import { completionsAt } from './completions';

/** What is offered at the bar of a text, by name. */
function offered(marked: string): { word: string; labels: string[] } {
  const position = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completionsAt(text, position);
  return {
    word: found ? text.slice(found.from, position) : '',
    labels: found?.options.map(({ label }) => label) ?? [],
  };
}

describe('completionsAt', () => {
  it('offers every value in a condition, with its unit and what it means', () => {
    const { word, labels } = offered('rule "a": when canary.er|');
    expect(word).toBe('canary.er');
    expect(labels).toEqual(
      expect.arrayContaining(policyVocabulary.map(({ path }) => path)),
    );
    const rate = completionsAt('when c', 6)?.options.find(
      ({ label }) => label === 'canary.error_rate',
    );
    expect(rate).toMatchObject({
      detail: 'share: 0.05 or 5%',
      info: expect.stringContaining('For example: canary.error_rate >'),
    });
  });

  it.each(['then |', 'then blo|', 'then block else |'])(
    'offers actions after %s',
    end => {
      expect(offered(`rule "a": when risk_score > 0.7 ${end}`).labels).toEqual(
        expect.arrayContaining(policyActions.map(({ name }) => name)),
      );
    },
  );

  it('offers the words that a path can take inside quotes, and in lists', () => {
    expect(offered('when risk.band == "|').labels).toEqual([
      'low',
      'elevated',
      'high',
      'unknown',
    ]);
    expect(offered('when risk.band in ["low", "|').labels).toContain('high');
    expect(offered('when risk.band == "low" and labels["|').labels).toEqual([]);
  });

  it('offers labels between the brackets of a rule', () => {
    expect(offered('rule "a" [sev|').labels).toContain('severity=critical');
    expect(offered('rule "a" [severity=critical]: when ri|').labels).toContain(
      'risk_score',
    );
  });

  it('offers whole rules and tests at the beginning of a line, which compile', () => {
    const { labels } = offered('# a file\n|');
    expect(labels).toEqual(['rule', 'test']);
  });

  it('offers nothing in comments and in free text', () => {
    expect(offered('# when ri|').labels).toEqual([]);
    expect(offered('rule "ri|').labels).toEqual([]);
  });
});
