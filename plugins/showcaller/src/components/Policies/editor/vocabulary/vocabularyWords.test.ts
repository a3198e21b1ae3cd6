import { searchVocabulary, vocabularyWords } from './vocabularyWords';

describe('searchVocabulary', () => {
  it('has every word while nothing is looked for', () => {
    expect(searchVocabulary('  ')).toHaveLength(vocabularyWords.length);
  });

  it('finds by name first, then by what it means', () => {
    const names = searchVocabulary('risk_score').map(({ name }) => name);
    expect(names[0]).toBe('risk_score');
    expect(names).toContain('success_probability');
  });

  it('needs all that is looked for', () => {
    const words = searchVocabulary('canary latency');
    expect(words.length).toBeGreaterThan(0);
    for (const { name, description } of words) {
      expect(`${name} ${description}`).toMatch(/canary/i);
      expect(`${name} ${description}`).toMatch(/latency/i);
    }
    expect(searchVocabulary('canary zebra')).toEqual([]);
  });
});
