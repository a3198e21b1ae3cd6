import { NotFoundError } from '@backstage/errors';
import type {
  Page,
  PolicyBundleDetail,
  PolicyBundleRow,
  PolicyBundleStatus,
  PolicyOverview,
} from '@showcaller/backstage-plugin-showcaller-common';
import { policyVocabulary } from '@showcaller/engine/policy';
import { type CheckedBundles, toPolicyCheck } from './CheckedBundles';
import type { DatabaseBundleStore } from './DatabaseBundleStore';
import type { DatabasePolicyStateStore } from './DatabasePolicyStateStore';
import { secondPersonObjection, type Person } from './secondPerson';
import type { Activation, PolicyState, StoredBundle } from './types';

/** What there is, as pages show it. */
export class PolicyReader {
  readonly #bundles: DatabaseBundleStore;
  readonly #states: DatabasePolicyStateStore;
  readonly #checked: CheckedBundles;
  readonly #git: () => PolicyOverview['git'];

  static create(options: {
    bundles: DatabaseBundleStore;
    states: DatabasePolicyStateStore;
    checked: CheckedBundles;
    git: () => PolicyOverview['git'];
  }): PolicyReader {
    return new PolicyReader(options);
  }

  private constructor(options: Parameters<typeof PolicyReader.create>[0]) {
    this.#bundles = options.bundles;
    this.#states = options.states;
    this.#checked = options.checked;
    this.#git = options.git;
  }

  async overview(): Promise<PolicyOverview> {
    const [state, activations] = await this.#now();
    const row = async (hash?: string) => {
      const bundle = hash && (await this.#bundles.get(hash));
      return bundle ? toRow(bundle, state, activations) : undefined;
    };
    const active = await row(state.activeHash);
    if (!active) {
      throw new NotFoundError(
        `The active bundle ${state.activeHash} is not stored.`,
      );
    }
    const shadow = await row(state.shadow?.hash);
    const proposed = await row(state.proposal?.hash);
    const git = this.#git();
    return {
      active,
      ...(shadow && { shadow }),
      ...(proposed && { proposed }),
      ...(git && { git }),
      ...(state.fallback && { fallback: state.fallback }),
      vocabulary: [...policyVocabulary],
    };
  }

  async list(page: {
    limit: number;
    offset: number;
  }): Promise<Page<PolicyBundleRow>> {
    const [state, activations] = await this.#now();
    const { items, totalItems } = await this.#bundles.list(page);
    return {
      ...page,
      totalItems,
      items: items.map(bundle => toRow(bundle, state, activations)),
    };
  }

  /** @param person - who looks; undefined for a service, which may neither propose nor activate */
  async detail(
    hash: string,
    person: (Person & { mayManage: boolean }) | undefined,
  ): Promise<PolicyBundleDetail> {
    const bundle = await this.#bundles.get(hash);
    if (!bundle) {
      throw new NotFoundError(`There is no bundle ${hash}.`);
    }
    const [state, activations] = await this.#now();
    const row = toRow(bundle, state, activations);
    return {
      ...row,
      ...toPolicyCheck(this.#checked.check(bundle.files)),
      hash,
      files: bundle.files,
      you: rightsOf({ row, bundle, state, person }),
    };
  }

  async proposal(): Promise<
    | { row: PolicyBundleRow; bundle: StoredBundle; state: PolicyState }
    | undefined
  > {
    const [state, activations] = await this.#now();
    const bundle =
      state.proposal && (await this.#bundles.get(state.proposal.hash));
    return bundle && { bundle, state, row: toRow(bundle, state, activations) };
  }

  async #now(): Promise<[PolicyState, Activation[]]> {
    return Promise.all([this.#states.get(), this.#states.listActivations()]);
  }
}

function rightsOf(options: {
  row: PolicyBundleRow;
  bundle: StoredBundle;
  state: PolicyState;
  person: (Person & { mayManage: boolean }) | undefined;
}): PolicyBundleDetail['you'] {
  const { row, bundle, state, person } = options;
  const none = { mayPropose: false, mayActivate: false };
  if (!person) {
    return { ...none, reason: 'Only people propose and activate policies.' };
  }
  if (!person.mayManage) {
    return {
      ...none,
      reason: 'Needs the permission showcaller.policy.manage.',
    };
  }
  if (row.status === 'active' || row.status === 'broken') {
    return {
      ...none,
      reason:
        row.status === 'active'
          ? 'It is active already.'
          : 'It has errors; correct them and store it again.',
    };
  }
  const { proposal } = state;
  if (proposal?.hash === row.hash) {
    const objection = secondPersonObjection({ person, proposal, bundle });
    return {
      mayPropose: false,
      mayActivate: objection === undefined,
      ...(objection && { reason: objection.message }),
    };
  }
  return { mayPropose: proposal === undefined, mayActivate: false };
}

function statusOf(
  bundle: StoredBundle,
  state: PolicyState,
  activations: Activation[],
): PolicyBundleStatus {
  const { hash } = bundle;
  if (hash === state.activeHash) {
    return 'active';
  }
  if (bundle.errors > 0 || state.fallback?.from === hash) {
    return 'broken';
  }
  if (hash === state.proposal?.hash) {
    return 'proposed';
  }
  if (hash === state.shadow?.hash) {
    return 'shadow';
  }
  const was = activations.some(
    one => one.hash === hash || one.fromHash === hash,
  );
  return was ? 'retired' : 'stored';
}

function toRow(
  bundle: StoredBundle,
  state: PolicyState,
  activations: Activation[],
): PolicyBundleRow {
  const { files: _files, authorHash: _authorHash, ...facts } = bundle;
  const activation = activations.find(({ hash }) => hash === bundle.hash);
  const { proposal, fallback } = state;
  const proposed = proposal?.hash === bundle.hash ? proposal : undefined;
  const reason =
    fallback?.from === bundle.hash ? fallback.reason : activation?.reason;
  return {
    ...facts,
    status: statusOf(bundle, state, activations),
    ...(proposed && {
      proposedBy: proposed.by,
      proposedAt: proposed.at,
      proposalReason: proposed.reason,
    }),
    ...(activation && {
      activatedBy: activation.activatedBy,
      activatedAt: activation.activatedAt,
    }),
    ...(reason && { statusReason: reason }),
  };
}
