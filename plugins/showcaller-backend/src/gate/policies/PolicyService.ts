import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { CompiledPolicy, PolicyFile } from '@showcaller/engine/policy';
import type { Knex } from 'knex';
import type { AuditAppend, AuditAppender } from '../../audit/types';
import { timestamp } from '../../database/timestamp';
import { type CheckedBundles, firstErrorOf } from './CheckedBundles';
import type { DatabaseBundleStore } from './DatabaseBundleStore';
import type { DatabasePolicyStateStore } from './DatabasePolicyStateStore';
import type { DryRunReader } from './comparison/DryRunService';
import { newBundle } from './newBundle';
import { secondPersonObjection, type Person } from './secondPerson';
import type { PolicyState, StoredBundle } from './types';

interface PolicyServiceOptions {
  knex: Knex;
  bundles: DatabaseBundleStore;
  states: DatabasePolicyStateStore;
  checked: CheckedBundles;
  dryRuns: DryRunReader;
  audit: AuditAppender;
  /** Told after a change was committed. */
  onChanged: () => Promise<void>;
  now: () => Date;
}

/** What a change of the state does, and what is put on record of it. */
type Change = (
  state: PolicyState,
  tx: Knex.Transaction,
) => Promise<{ state: PolicyState; entry: AuditAppend }>;

/** What people do with policies. Activating takes two: who proposed a bundle, wrote it or committed it cannot activate it. */
export class PolicyService {
  readonly #options: PolicyServiceOptions;

  static create(options: PolicyServiceOptions): PolicyService {
    return new PolicyService(options);
  }

  private constructor(options: PolicyServiceOptions) {
    this.#options = options;
  }

  /** Stores a bundle, also one with errors: nothing of it decides anything yet. The same text is stored once. */
  async store(
    files: readonly PolicyFile[],
    about: Pick<
      StoredBundle,
      'origin' | 'createdBy' | 'comment' | 'sourceRevision' | 'authorHash'
    >,
  ): Promise<StoredBundle> {
    const { knex, bundles, checked, audit, now } = this.#options;
    const bundle = newBundle(checked.check(files), { ...about, now: now() });
    await knex.transaction(async tx => {
      if (await bundles.insert(bundle, tx)) {
        await audit.append(
          {
            actor: about.createdBy,
            action: 'policy.stored',
            subject: `bundle:${bundle.hash}`,
            data: {
              origin: bundle.origin,
              rules: bundle.ruleCount,
              errors: bundle.errors,
              ...(bundle.sourceRevision && {
                sourceRevision: bundle.sourceRevision,
              }),
            },
            texts: { comment: about.comment },
          },
          tx,
        );
      }
    });
    return this.#get(bundle.hash);
  }

  /** From now on it is evaluated beside the active one, in the place of the one before. */
  async shadow(hash: string, by: string): Promise<void> {
    const bundle = await this.#usable(hash);
    await this.#change(async state => {
      if (state.activeHash === hash) {
        throw new ConflictError('This bundle is active already.');
      }
      return {
        state: { ...state, shadow: { hash: bundle.hash, since: this.#at() } },
        entry: entryOf('policy.shadowed', hash, by, {
          instead: state.shadow?.hash ?? null,
        }),
      };
    });
  }

  async stopShadow(by: string): Promise<void> {
    await this.#change(async state => {
      if (!state.shadow) {
        throw new ConflictError('No bundle is in shadow.');
      }
      return {
        state: { ...state, shadow: undefined },
        entry: entryOf('policy.shadow-stopped', state.shadow.hash, by),
      };
    });
  }

  /** Asks somebody else to activate it. */
  async propose(hash: string, by: string, reason: string): Promise<void> {
    const bundle = await this.#usable(hash);
    if (bundle.testsFailed > 0) {
      throw new ConflictError(
        `${bundle.testsFailed} of its tests fail; a bundle is proposed when all of them pass.`,
      );
    }
    if (!(await this.#options.dryRuns.isFinished(hash))) {
      throw new ConflictError(
        'It was not tried on the past yet: start a dry run first (POST policies/bundles/:hash/dry-run) and look at what it would have decided.',
      );
    }
    await this.#change(async state => {
      if (state.activeHash === hash) {
        throw new ConflictError('This bundle is active already.');
      }
      if (state.proposal) {
        throw new ConflictError(
          `Another proposal waits (${state.proposal.hash.slice(0, 12)}, by ${
            state.proposal.by
          }); it has to be activated or withdrawn first.`,
        );
      }
      return {
        state: { ...state, proposal: { hash, by, at: this.#at(), reason } },
        entry: {
          ...entryOf('policy.proposed', hash, by, { from: state.activeHash }),
          texts: { reason },
        },
      };
    });
  }

  /** Makes a proposed bundle the active one. */
  async activate(hash: string, person: Person, reason: string): Promise<void> {
    const bundle = await this.#usable(hash);
    await this.#change(async (state, tx) => {
      const { proposal } = state;
      if (proposal?.hash !== hash) {
        throw new ConflictError(
          'This bundle is not proposed; propose it first, and let somebody else activate it.',
        );
      }
      const objection = secondPersonObjection({ person, proposal, bundle });
      if (objection) {
        throw objection;
      }
      await this.#options.states.addActivation(
        {
          hash,
          fromHash: state.activeHash,
          proposedBy: proposal.by,
          activatedBy: person.ref,
          reason,
          activatedAt: this.#at(),
        },
        tx,
      );
      return {
        state: {
          ...state,
          activeHash: hash,
          proposal: undefined,
          fallback: undefined,
          shadow: state.shadow?.hash === hash ? undefined : state.shadow,
        },
        entry: {
          ...entryOf('policy.activated', hash, person.ref, {
            from: state.activeHash,
            proposedBy: proposal.by,
          }),
          texts: { reason },
        },
      };
    });
  }

  /** Takes a proposal back, or declines it. */
  async withdraw(hash: string, by: string, reason: string): Promise<void> {
    await this.#change(async state => {
      if (state.proposal?.hash !== hash) {
        throw new ConflictError('This bundle is not proposed.');
      }
      return {
        state: { ...state, proposal: undefined },
        entry: {
          ...entryOf('policy.withdrawn', hash, by, {
            proposedBy: state.proposal.by,
          }),
          texts: { reason },
        },
      };
    });
  }

  /** @throws NotFoundError for an unknown bundle, InputError for one with errors */
  async compiled(hash: string): Promise<CompiledPolicy> {
    const { files } = await this.#usable(hash);
    return this.#options.checked.check(files).policy;
  }

  async #change(change: Change): Promise<void> {
    const { knex, states, audit } = this.#options;
    await knex.transaction(async tx => {
      const { state, entry } = await change(await states.lock(tx), tx);
      await states.save(state, tx);
      await audit.append(entry, tx);
    });
    await this.#options.onChanged();
  }

  async #get(hash: string): Promise<StoredBundle> {
    const bundle = await this.#options.bundles.get(hash);
    if (!bundle) {
      throw new NotFoundError(`There is no bundle ${hash}.`);
    }
    return bundle;
  }

  async #usable(hash: string): Promise<StoredBundle> {
    const bundle = await this.#get(hash);
    const error = firstErrorOf(this.#options.checked.check(bundle.files));
    if (error) {
      throw new InputError(`The bundle has errors and cannot decide: ${error}`);
    }
    return bundle;
  }

  #at(): string {
    return timestamp(this.#options.now());
  }
}

function entryOf(
  action: string,
  hash: string,
  actor: string,
  data: AuditAppend['data'] = {},
): AuditAppend {
  return { actor, action, subject: `bundle:${hash}`, data };
}
