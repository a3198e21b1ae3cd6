import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { builtInPolicy, type PolicyFile } from '@showcaller/engine/policy';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';
import { timestamp } from '../../database/timestamp';
import type { ActivePolicy, PolicyProvider } from '../types';
import { bundleHash } from './bundleHash';
import { type CheckedBundles, firstErrorOf } from './CheckedBundles';
import type { DatabaseBundleStore } from './DatabaseBundleStore';
import type { DatabasePolicyStateStore } from './DatabasePolicyStateStore';
import { newBundle } from './newBundle';
import type { PolicyState, StoredBundle } from './types';

/** How often a replica looks whether another one changed what is active. */
const LOOK_EVERY_MS = 5_000;

interface StoredPoliciesOptions {
  knex: Knex;
  bundles: DatabaseBundleStore;
  states: DatabasePolicyStateStore;
  checked: CheckedBundles;
  audit: AuditAppender;
  logger: LoggerService;
  /** What decides from the first start on, instead of what the product comes with. */
  initial?: readonly PolicyFile[];
  /** Told when the product went back to the last good bundle. */
  onFallback: (fallback: NonNullable<PolicyState['fallback']>) => void;
  now: () => Date;
}

/**
 * The policies that decide, held in memory. A bundle that does not compile any more, or whose text is not what its hash
 * says, never decides: the last good one takes its place, and the built-in one when there is none.
 */
export class StoredPolicies implements PolicyProvider {
  readonly #options: StoredPoliciesOptions;
  readonly #builtIn: ActivePolicy;
  #active: ActivePolicy;
  #shadow: ActivePolicy | undefined;
  #version = 0;
  #timer: NodeJS.Timeout | undefined;

  static create(options: StoredPoliciesOptions): StoredPolicies {
    return new StoredPolicies(options);
  }

  private constructor(options: StoredPoliciesOptions) {
    this.#options = options;
    const { hash, policy } = options.checked.check(builtInPolicy);
    this.#builtIn = { hash, name: 'built-in', policy };
    this.#active = this.#builtIn;
  }

  active(): ActivePolicy {
    return this.#active;
  }

  shadow(): ActivePolicy | undefined {
    return this.#shadow;
  }

  async readFile(
    hash: string,
    path: string,
  ): Promise<{ path: string; text: string } | undefined> {
    const bundle = await this.#options.bundles.get(hash);
    return bundle?.files.find(file => file.path === path);
  }

  /** @throws InputError when the initial policies have errors */
  async start(): Promise<void> {
    const { knex, bundles, states, checked, now } = this.#options;
    const built = newBundle(checked.check(builtInPolicy), {
      origin: 'built-in',
      createdBy: 'showcaller',
      comment: 'Shipped with the product',
      now: now(),
    });
    const initial = this.#initialBundle();
    await knex.transaction(async tx => {
      await bundles.insert(built, tx);
      if (initial) {
        await bundles.insert(initial, tx);
      }
    });
    await states.begin((initial ?? built).hash);
    await this.refresh();
    this.#timer = setInterval(() => {
      this.refresh().catch(error =>
        this.#options.logger.warn('The policies could not be read', error),
      );
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  #initialBundle(): StoredBundle | undefined {
    const { initial, checked, now } = this.#options;
    if (!initial) {
      return undefined;
    }
    const found = checked.check(initial);
    const error = firstErrorOf(found);
    if (error) {
      throw new InputError(`The initial policies cannot decide: ${error}`);
    }
    return newBundle(found, {
      origin: 'database',
      createdBy: 'configuration',
      comment: 'Decides from the first start on, as configured',
      now: now(),
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
  }

  /** Takes over what the database says now. */
  async refresh(): Promise<void> {
    const { states } = this.#options;
    const state = await states.get();
    if (state.version === this.#version) {
      return;
    }
    const active = await this.#load(state.activeHash);
    if ('broken' in active) {
      await this.#fallBack(state, active.broken);
      return;
    }
    const shadow = state.shadow && (await this.#load(state.shadow.hash));
    this.#active = active;
    this.#shadow = shadow && !('broken' in shadow) ? shadow : undefined;
    this.#version = state.version;
  }

  async #load(hash: string): Promise<ActivePolicy | { broken: string }> {
    if (hash === this.#builtIn.hash) {
      return this.#builtIn;
    }
    const bundle = await this.#options.bundles.get(hash);
    if (!bundle) {
      return { broken: `the bundle ${hash.slice(0, 12)} is not stored` };
    }
    if (bundleHash(bundle.files) !== hash) {
      return {
        broken: `the stored text of the bundle ${hash.slice(
          0,
          12,
        )} is not what its hash says`,
      };
    }
    const { policy } = this.#options.checked.check(bundle.files);
    const error = policy.diagnostics.find(
      ({ severity }) => severity === 'error',
    );
    if (error) {
      const { file, line } = error.location;
      return { broken: `${file}:${line}: ${error.message}` };
    }
    return { hash, name: nameOf(bundle), policy };
  }

  /** Goes back to the newest earlier bundle that still works. */
  async #fallBack(state: PolicyState, reason: string): Promise<void> {
    const { knex, states, audit, logger, now } = this.#options;
    const target = await this.#lastGood(state.activeHash);
    this.#active = target;
    this.#shadow = undefined;
    const at = timestamp(now());
    const fallback = { from: state.activeHash, reason, at };
    const changed = await knex.transaction(async tx => {
      const locked = await states.lock(tx);
      if (locked.activeHash !== state.activeHash) {
        return false;
      }
      await states.save({ ...locked, activeHash: target.hash, fallback }, tx);
      await audit.append(
        {
          actor: 'showcaller',
          action: 'policy.fell-back',
          subject: `bundle:${target.hash}`,
          data: { from: state.activeHash, reason },
        },
        tx,
      );
      return true;
    });
    if (changed) {
      logger.error(
        `The active policies cannot be used (${reason}); ${target.name} decides again.`,
      );
      this.#options.onFallback(fallback);
    }
    await this.refresh();
  }

  async #lastGood(except: string): Promise<ActivePolicy> {
    const activations = await this.#options.states.listActivations();
    const tried = new Set([except]);
    for (const { hash, fromHash } of activations) {
      for (const candidate of [hash, fromHash]) {
        if (!tried.has(candidate)) {
          tried.add(candidate);
          const loaded = await this.#load(candidate);
          if (!('broken' in loaded)) {
            return loaded;
          }
        }
      }
    }
    return this.#builtIn;
  }
}

/** `built-in`, or the origin with the short hash. */
function nameOf({ origin, hash }: StoredBundle): string {
  return origin === 'built-in' ? origin : `${origin} ${hash.slice(0, 12)}`;
}
