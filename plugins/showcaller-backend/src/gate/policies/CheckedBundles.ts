import {
  compilePolicy,
  type CompiledPolicy,
  type PolicyFile,
  type PolicyTestResult,
} from '@showcaller/engine/policy';
import type { PolicyCheck } from '@showcaller/backstage-plugin-showcaller-common';
import { bundleHash, inOrderOfPath } from './bundleHash';

const REMEMBERED = 16;

/** A compiled bundle with the results of its tests. */
export interface CheckedBundle {
  hash: string;
  files: PolicyFile[];
  policy: CompiledPolicy;
  tests: PolicyTestResult[];
}

/** Compiles bundles and runs their tests; the newest are remembered, for a hash always means the same text. */
export class CheckedBundles {
  readonly #known = new Map<string, CheckedBundle>();

  static create(): CheckedBundles {
    return new CheckedBundles();
  }

  private constructor() {}

  check(given: readonly PolicyFile[]): CheckedBundle {
    const hash = bundleHash(given);
    const known = this.#known.get(hash);
    this.#known.delete(hash);
    const checked = known ?? compile(hash, inOrderOfPath(given));
    this.#known.set(hash, checked);
    if (this.#known.size > REMEMBERED) {
      const [oldest] = this.#known.keys();
      this.#known.delete(oldest);
    }
    return checked;
  }
}

function compile(hash: string, files: PolicyFile[]): CheckedBundle {
  const policy = compilePolicy(files);
  return { hash, files, policy, tests: policy.ok ? policy.test() : [] };
}

/** What was found, as pages show it. */
export function toPolicyCheck(checked: CheckedBundle): PolicyCheck {
  const { hash, policy, tests } = checked;
  return {
    hash,
    ok: policy.ok,
    diagnostics: [...policy.diagnostics],
    rules: [...policy.rules],
    tests,
  };
}

/** The first thing that keeps a bundle from deciding, with its place; undefined when nothing does. */
export function firstErrorOf({ policy }: CheckedBundle): string | undefined {
  const error = policy.diagnostics.find(({ severity }) => severity === 'error');
  if (!error) {
    return undefined;
  }
  const { file, line, column } = error.location;
  return `${file}:${line}:${column}: ${error.message}`;
}
