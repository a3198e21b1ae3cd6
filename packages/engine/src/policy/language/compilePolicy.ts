import type {
  PolicyDiagnostic,
  PolicyEvaluation,
  PolicyFacts,
  PolicyFile,
  PolicyMemory,
  PolicyRuleSummary,
  PolicyStage,
  PolicyTestResult,
} from './types';

/** A bundle of policy files, ready to decide. @public */
export interface CompiledPolicy {
  /** False when any diagnostic is an error; it then refuses to evaluate. */
  ok: boolean;
  files: readonly PolicyFile[];
  diagnostics: readonly PolicyDiagnostic[];
  rules: readonly PolicyRuleSummary[];
  /**
   * Pure: the same facts, memory and time give the same answer.
   *
   * @throws RangeError when the policy has errors
   */
  evaluate(
    facts: PolicyFacts,
    options: {
      stage: PolicyStage;
      /** Whether `env` is production: an unknown then asks a person, elsewhere it is inconclusive. */
      production: boolean;
      /** Epoch milliseconds; needed for `for`. */
      at?: number;
      memory?: PolicyMemory;
    },
  ): { evaluation: PolicyEvaluation; memory: PolicyMemory };
  /** Runs the `test` blocks. */
  test(): PolicyTestResult[];
}

/**
 * Compiles policy files. Never throws for what is in them: what is wrong is in the diagnostics, with its place.
 *
 * @public
 */
export function compilePolicy(_files: readonly PolicyFile[]): CompiledPolicy {
  throw new Error('being written');
}
