import type { PolicyPath } from '../types';
import { changePaths } from './changePaths';
import { contextPaths } from './contextPaths';
import { evidencePaths } from './evidencePaths';
import { riskPaths } from './riskPaths';
import { rolloutPaths } from './rolloutPaths';

/**
 * Every path that a policy may read, with its unit and what it means. The one table behind the compiler, the editor and
 * the reference.
 *
 * @public
 */
export const policyVocabulary: readonly PolicyPath[] = [
  ...contextPaths,
  ...riskPaths,
  ...changePaths,
  ...evidencePaths,
  ...rolloutPaths,
];

const exact = new Map(policyVocabulary.map(word => [word.path, word]));
const anyName = policyVocabulary.filter(({ path }) => path.endsWith('.*'));

/** The word of the vocabulary that a path is, where there is one. @public */
export function findPolicyPath(path: string): PolicyPath | undefined {
  return (
    exact.get(path) ??
    anyName.find(
      word =>
        path.startsWith(word.path.slice(0, -1)) &&
        path.length >= word.path.length,
    )
  );
}

/** Paths whose type only the fact tells: labels and what the caller says. */
export function isDynamicPath(word: PolicyPath): boolean {
  return word.path.endsWith('.*');
}
