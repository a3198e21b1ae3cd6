import { bodyExcerpt, EXCERPT_CHARACTERS } from './bodyExcerpt';

describe('bodyExcerpt', () => {
  it('lays out JSON', () => {
    expect(bodyExcerpt('{"a":1}')).toEqual({
      text: '{\n  "a": 1\n}',
      language: 'json',
      omitted: 0,
    });
  });

  it('shows what is not JSON as it is', () => {
    expect(bodyExcerpt('{"a":')).toEqual({
      text: '{"a":',
      language: 'text',
      omitted: 0,
    });
  });

  it('cuts a long body and says how much is missing', () => {
    const excerpt = bodyExcerpt('x'.repeat(EXCERPT_CHARACTERS + 7));
    expect(excerpt.text).toHaveLength(EXCERPT_CHARACTERS);
    expect(excerpt.omitted).toBe(7);
  });
});
