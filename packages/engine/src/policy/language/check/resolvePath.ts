import type { PolicyPathNode } from '../syntax/ast';
import { nearestWord } from '../vocabulary/nearest';
import {
  findPolicyPath,
  policyVocabulary,
} from '../vocabulary/policyVocabulary';
import type { RuleScope } from './RuleScope';
import { stageMask } from './truth';
import type { PathUse } from './values';

/** Names that JavaScript objects answer by themselves; a fact can never have one. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

const words = policyVocabulary.map(({ path }) => path);

/** The key under which the fact of a path stands. */
export function pathKey(node: PolicyPathNode): string {
  return node.segments.join('.');
}

/** Finds the word of the vocabulary behind a path, or says which one was probably meant. */
export function resolvePath(node: PolicyPathNode, scope: RuleScope): PathUse {
  const key = pathKey(node);
  if (node.segments.some(segment => forbidden.has(segment))) {
    return scope.refuse(
      node.range,
      'forbidden-name',
      `'${key}' contains a name that no fact can have`,
    );
  }
  const word = findPolicyPath(key);
  if (!word) {
    const nearest = nearestWord(key, words);
    return scope.refuse(
      node.range,
      'unknown-path',
      `There is no '${key}'${nearest ? `; did you mean '${nearest}'?` : ''}`,
      nearest,
    );
  }
  return { key, word, stages: stageMask(word.stages), range: node.range };
}
