/** How many alternatives a person still reads. */
const MOST_WORDS = 6;

/** What every value may begin with; together they are one thing to a reader. */
const beginsValue = [
  "'('",
  "'['",
  "'true'",
  "'false'",
  "'null'",
  "'unknown'",
  "'not'",
  '-',
  'a name',
  'a number',
  'a text in quotes',
];

/** Says in words what a parser could have read: `a name, a number or 'then'`. */
export function expectedWords(
  expected: ReadonlyArray<{
    type: string;
    description?: string;
    text?: string;
  }>,
): string {
  const words = new Set<string>();
  for (const { type, description, text } of expected) {
    if (type === 'end') {
      words.add('the end of the file');
    } else if (type === 'literal' && text) {
      words.add(`'${text}'`);
    } else if (type === 'other' && description && description !== 'space') {
      words.add(
        /^[a-z]+$/.test(description) ? `'${description}'` : description,
      );
    }
  }
  if (["'('", "'['", "'true'"].every(word => words.has(word))) {
    for (const word of beginsValue) {
      words.delete(word);
    }
    words.add('a value or a path');
  }
  // Read only to say that a comparison is written with two.
  words.delete("'='");
  const listed = [...words].sort().slice(0, MOST_WORDS);
  if (words.size > MOST_WORDS) {
    listed[MOST_WORDS - 1] = 'something else that may stand here';
  }
  const last = listed.pop();
  if (last === undefined) {
    return 'something else';
  }
  return listed.length === 0 ? last : `${listed.join(', ')} or ${last}`;
}
