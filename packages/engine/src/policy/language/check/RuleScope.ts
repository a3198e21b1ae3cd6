import type { TextRange } from '../syntax/ast';
import type { Diagnostics } from '../syntax/Diagnostics';

/** What is thrown to leave a rule that cannot be compiled; its reason is in the diagnostics. */
export class RuleError extends Error {
  override name = 'RuleError';
}

/** Where the compiler is, and how it says what is wrong there. */
export class RuleScope {
  readonly #diagnostics: Diagnostics;
  readonly #warns: boolean;

  private constructor(diagnostics: Diagnostics, warns: boolean) {
    this.#diagnostics = diagnostics;
    this.#warns = warns;
  }

  static create(diagnostics: Diagnostics): RuleScope {
    return new RuleScope(diagnostics, true);
  }

  /** Says nothing: for compiling once more what was compiled without error. */
  silent(): RuleScope {
    return new RuleScope(this.#diagnostics, false);
  }

  /** @throws RuleError always */
  refuse(
    range: TextRange,
    code: string,
    message: string,
    suggestion?: string,
  ): never {
    this.#diagnostics.add({
      severity: 'error',
      code,
      message,
      range,
      ...(suggestion ? { suggestion } : {}),
    });
    throw new RuleError(message);
  }

  warn(
    range: TextRange,
    code: string,
    message: string,
    suggestion?: string,
  ): void {
    if (this.#warns) {
      this.#diagnostics.add({
        severity: 'warning',
        code,
        message,
        range,
        ...(suggestion ? { suggestion } : {}),
      });
    }
  }

  textOf(range: TextRange): string {
    return this.#diagnostics.textOf(range);
  }
}
