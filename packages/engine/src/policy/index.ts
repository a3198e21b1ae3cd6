export * from './tables';
export * from './language/types';
export * from './language/compilePolicy';
export type { PolicyLook } from './language/evaluate/evaluatePolicy';
export * from './language/syntax/ast';
export { policyLimits } from './language/syntax/limits';
export {
  parsePolicyFile,
  type ParsedPolicyFile,
} from './language/syntax/parsePolicyFile';
export {
  policyActions,
  type PolicyActionArgument,
  type PolicyActionWord,
} from './language/vocabulary/actions';
export { policyPathsOfSignals } from './language/vocabulary/changePaths';
export { policyTierOf } from './language/vocabulary/environmentTiers';
export {
  policyFunctions,
  type PolicyFunction,
} from './language/vocabulary/functions';
export {
  findPolicyPath,
  policyVocabulary,
} from './language/vocabulary/policyVocabulary';
export { builtInPolicy, POLICY_DEFAULT_RULE } from './builtIn/builtInPolicy';
export { strategyFor } from './strategyFor';
export {
  expressionJson,
  policyAst,
  type PolicyJson,
} from './language/syntax/policyAst';
export {
  policyTokens,
  type PolicyToken,
  type PolicyTokenKind,
} from './language/syntax/policyTokens';
