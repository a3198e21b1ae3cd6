import {
  policyActions,
  policyFunctions,
  policyVocabulary,
  type PolicyPath,
  type PolicyUnit,
} from '@showcaller/engine/policy';

/** A word that a policy may use. */
export interface VocabularyWord {
  kind: 'path' | 'action' | 'function';
  /** As it is written: `canary.error_rate`, `block`. */
  name: string;
  /** What it is measured in, how it is called, or what it is about. */
  detail: string;
  description: string;
  /** Text to put into the editor. */
  insert: string;
  example?: string;
}

/** What values of a unit look like. */
export const unitWords: Record<PolicyUnit, string> = {
  ratio: 'share: 0.05 or 5%',
  probability: 'probability: 0.7 or 70%',
  'percentage-points': 'percentage points: 0.5pp',
  'duration-ms': 'duration: 300ms, 2s, 5m',
  'rate-per-second': 'per second: 20rps',
  count: 'count: 3',
  score: 'number: 7.5',
  text: 'text: "prod"',
  flag: 'yes or no',
  list: 'list: ["a", "b"]',
};

/** What a value of a path may be, the few words that it takes first. */
export function pathDetail(path: Pick<PolicyPath, 'unit' | 'values'>): string {
  return path.values
    ? path.values.map(value => `"${value}"`).join(', ')
    : unitWords[path.unit];
}

/** Every word of the language, as the vocabulary shows it. */
export const vocabularyWords: readonly VocabularyWord[] = [
  ...policyVocabulary.map(
    (path): VocabularyWord => ({
      kind: 'path',
      name: path.path,
      detail: pathDetail(path),
      description: path.description,
      insert: path.path.replace(/\*$/, 'name'),
      example: path.example,
    }),
  ),
  ...policyFunctions.map(
    ({ name, signature, description, example }): VocabularyWord => ({
      kind: 'function',
      name: signature,
      detail: '',
      description,
      insert: `${name}()`,
      example,
    }),
  ),
  ...policyActions.map(
    ({ name, description, arguments: args }): VocabularyWord => ({
      kind: 'action',
      name,
      detail: args.map(arg => arg.name).join(', '),
      description,
      insert: name,
    }),
  ),
];

/** The words in which everything that is looked for occurs, those whose name begins so first. */
export function searchVocabulary(
  search: string,
  words: readonly VocabularyWord[] = vocabularyWords,
): VocabularyWord[] {
  const parts = search.toLocaleLowerCase('en-US').split(/\s+/).filter(Boolean);
  if (parts.length === 0) {
    return [...words];
  }
  const found = words.filter(({ name, detail, description }) => {
    const text = `${name} ${detail} ${description}`.toLocaleLowerCase('en-US');
    return parts.every(part => text.includes(part));
  });
  const rank = ({ name }: VocabularyWord) => {
    const at = name.toLocaleLowerCase('en-US').indexOf(parts[0]);
    return at < 0 ? 2 : Math.min(at, 1);
  };
  return found.sort((a, b) => rank(a) - rank(b));
}
