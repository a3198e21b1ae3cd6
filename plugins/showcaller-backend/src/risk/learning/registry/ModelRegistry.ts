import type { AuditorService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ModelStatus,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Request } from 'express';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../../audit';
import { withAudit } from '../../../http/withAudit';
import { type NewModel, SCHEDULE } from '../types';
import type { DatabaseModelStore } from './DatabaseModelStore';
import { toModelRow } from './modelRow';

/** Who changes something, and why. */
export interface Because {
  /** Entity reference of a person, or `showcaller`. */
  by: string;
  reason: string;
  /** Of the person, for the audit. */
  request?: Request;
}

/**
 * The versions of the model and which of them serves. There is exactly one champion from the moment on that the shipped
 * model was entered: each change takes the registry's lock, and puts the old champion down and the new one up together.
 */
export class ModelRegistry {
  readonly #store: DatabaseModelStore;
  readonly #auditor: AuditorService;
  readonly #audit: AuditAppender;
  readonly #now: () => Date;
  readonly #listeners: Array<() => void> = [];

  static create(options: {
    store: DatabaseModelStore;
    auditor: AuditorService;
    audit: AuditAppender;
    now: () => Date;
  }): ModelRegistry {
    return new ModelRegistry(options);
  }

  private constructor(options: {
    store: DatabaseModelStore;
    auditor: AuditorService;
    audit: AuditAppender;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#auditor = options.auditor;
    this.#audit = options.audit;
    this.#now = options.now;
  }

  /** Called after each change that this process made. */
  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Enters the model that came with the package. It serves when nothing does, or when another shipped one did; a model
   * that was learned here keeps serving.
   */
  async enterShipped(model: NewModel): Promise<void> {
    await this.#change(async tx => {
      if (await this.#store.get(model.hash, tx)) {
        return;
      }
      const champion = await this.#store.getChampion(tx);
      const serves = !champion || champion.origin === 'shipped';
      if (champion && serves) {
        await this.#set(tx, champion.hash, 'retired', {
          by: SCHEDULE,
          reason: `Replaced by version ${model.version}, which came with the package`,
        });
      }
      await this.#insert(tx, model, serves ? 'champion' : 'retired', {
        by: SCHEDULE,
        reason: serves
          ? 'Came with the package'
          : 'Came with the package; serves when the learned models fail',
      });
      await this.#entered(tx, model, SCHEDULE, serves ? 'champion' : 'retired');
    });
  }

  /** Enters a trained or registered model that does not serve (yet). */
  async enter(
    model: NewModel,
    status: 'challenger' | 'rejected',
    because: Because,
  ): Promise<RiskModelVersion> {
    await this.#change(async tx => {
      if (await this.#store.get(model.hash, tx)) {
        throw new ConflictError(
          `The registry already holds a model with the hash ${model.hash}.`,
        );
      }
      if (await this.#store.hasVersion(model, tx)) {
        throw new ConflictError(
          `The registry already holds version ${model.version} of ${model.id}, with another hash.`,
        );
      }
      await this.#insert(tx, model, status, because);
      await this.#entered(tx, model, because.by, status);
    });
    return this.get(model.hash);
  }

  /** @throws NotFoundError */
  async get(hash: string): Promise<RiskModelVersion> {
    const found = await this.#store.get(hash);
    if (!found) {
      throw new NotFoundError(`The registry has no model ${hash}.`);
    }
    return found;
  }

  /** @throws Error before the shipped model was entered */
  async getChampion(): Promise<RiskModelVersion> {
    const champion = await this.#store.getChampion();
    if (!champion) {
      throw new Error('The registry has no champion yet.');
    }
    return champion;
  }

  /**
   * Makes a model the champion. `becomes` is what the old one is afterwards.
   *
   * @throws NotFoundError for an unknown model, ConflictError when it serves already, or when `expected` is given and
   *   another one serves by now
   */
  async promote(
    hash: string,
    because: Because,
    options: {
      becomes?: Extract<ModelStatus, 'retired' | 'rejected' | 'failed'>;
      /** Why the old champion got its new status; by default that it was replaced. */
      oldReason?: string;
      /** Hash of the champion that the decision was about. */
      expected?: string;
      action?: 'model.promoted' | 'model.rolled-back';
    } = {},
  ): Promise<RiskModelVersion> {
    const { becomes = 'retired', expected, action } = options;
    const { by, reason, request } = because;
    const promotion = async (tx: Knex.Transaction) => {
      const model = await this.#store.get(hash, tx);
      if (!model) {
        throw new NotFoundError(`The registry has no model ${hash}.`);
      }
      const champion = await this.#store.getChampion(tx);
      if (model.status === 'champion') {
        throw new ConflictError(`${name(model)} serves already.`);
      }
      if (expected !== undefined && champion?.hash !== expected) {
        throw new ConflictError(
          'Another model was promoted meanwhile; the decision was about the one before.',
        );
      }
      if (champion) {
        await this.#set(tx, champion.hash, becomes, {
          by,
          reason: options.oldReason ?? `Replaced by ${name(model)}: ${reason}`,
        });
      }
      await this.#set(tx, hash, 'champion', because);
      await this.#audit.append(
        {
          actor: by,
          action: action ?? 'model.promoted',
          subject: `model:${hash}`,
          data: {
            version: model.version,
            ...(champion && { replaces: champion.hash, oldBecomes: becomes }),
          },
          texts: { reason },
        },
        tx,
      );
    };
    await withAudit(
      this.#auditor,
      {
        eventId: 'model-promote',
        severityLevel: 'medium',
        request,
        meta: { hash, by, reason, oldBecomes: becomes },
      },
      () => this.#change(promotion),
    );
    return this.get(hash);
  }

  /**
   * The champion before the present one.
   *
   * @throws ConflictError when there is none
   */
  async getPrevious(): Promise<RiskModelVersion> {
    const [previous] = await this.#store.listServedBefore();
    if (!previous) {
      throw new ConflictError(
        `No model served before ${name(
          await this.getChampion(),
        )}; there is nothing to go back to.`,
      );
    }
    return previous;
  }

  /**
   * Makes the champion before the present one serve again; the present one is rejected, so that going back once more
   * goes further back.
   *
   * @throws ConflictError when there is none before
   */
  async rollBack(because: Because): Promise<RiskModelVersion> {
    const champion = await this.getChampion();
    const previous = await this.getPrevious();
    return this.promote(
      previous.hash,
      {
        ...because,
        reason: `Rolled back from ${name(champion)}: ${because.reason}`,
      },
      {
        becomes: 'rejected',
        oldReason: `Rolled back: ${because.reason}`,
        expected: champion.hash,
        action: 'model.rolled-back',
      },
    );
  }

  /** Ends what a challenger hoped for; does nothing to a model that is none. */
  async reject(hash: string, because: Because): Promise<void> {
    await this.#change(async tx => {
      const model = await this.#store.get(hash, tx);
      if (model?.status === 'challenger') {
        await this.#set(tx, hash, 'rejected', because);
        await this.#audit.append(
          {
            actor: because.by,
            action: 'model.rejected',
            subject: `model:${hash}`,
            data: { version: model.version },
            texts: { reason: because.reason },
          },
          tx,
        );
      }
    });
  }

  async #entered(
    tx: Knex.Transaction,
    model: NewModel,
    by: string,
    status: ModelStatus,
  ): Promise<void> {
    const { hash, version, origin } = model;
    await this.#audit.append(
      {
        actor: by,
        action: 'model.entered',
        subject: `model:${hash}`,
        data: { version, origin, status },
      },
      tx,
    );
  }

  async #change(work: (tx: Knex.Transaction) => Promise<void>): Promise<void> {
    await this.#store.lock(work);
    for (const listener of this.#listeners) {
      listener();
    }
  }

  async #set(
    tx: Knex.Transaction,
    hash: string,
    status: ModelStatus,
    because: Because,
  ): Promise<void> {
    const { by, reason } = because;
    await this.#store.setStatus(
      hash,
      { status, by, reason, at: this.#now() },
      tx,
    );
  }

  async #insert(
    tx: Knex.Transaction,
    model: NewModel,
    status: ModelStatus,
    because: Because,
  ): Promise<void> {
    const { by, reason } = because;
    await this.#store.insert(
      toModelRow({ model, status, by, reason, at: this.#now() }),
      tx,
    );
  }
}

function name(model: Pick<RiskModelVersion, 'id' | 'version'>): string {
  return `${model.id} ${model.version}`;
}
