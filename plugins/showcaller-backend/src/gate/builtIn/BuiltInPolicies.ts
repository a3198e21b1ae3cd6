import { builtInPolicy, compilePolicy } from '@showcaller/engine/policy';
import { bundleHash } from '../policies/bundleHash';
import type { ActivePolicy, PolicyProvider } from '../types';

/** The policy that the product comes with, for as long as nobody has activated another. */
export class BuiltInPolicies implements PolicyProvider {
  readonly #active: ActivePolicy;

  static create(): BuiltInPolicies {
    return new BuiltInPolicies();
  }

  private constructor() {
    this.#active = {
      hash: bundleHash(builtInPolicy),
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
