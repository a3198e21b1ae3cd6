import { canonicalJson } from '@showcaller/engine/audit';
import { builtInPolicy, compilePolicy } from '@showcaller/engine/policy';
import { sha256 } from '../../database/sha256';
import type { ActivePolicy, PolicyProvider } from '../types';

/** The policy that the product comes with, for as long as nobody has activated another. */
export class BuiltInPolicies implements PolicyProvider {
  readonly #active: ActivePolicy;

  static create(): BuiltInPolicies {
    return new BuiltInPolicies();
  }

  private constructor() {
    this.#active = {
      hash: sha256(canonicalJson(builtInPolicy)),
      name: 'built-in',
      policy: compilePolicy(builtInPolicy),
    };
  }

  active(): ActivePolicy {
    return this.#active;
  }

  shadow(): undefined {
    return undefined;
  }

  async readFile(
    hash: string,
    path: string,
  ): Promise<{ path: string; text: string } | undefined> {
    const { policy } = this.#active;
    return hash === this.#active.hash
      ? policy.files.find(file => file.path === path)
      : undefined;
  }
}
