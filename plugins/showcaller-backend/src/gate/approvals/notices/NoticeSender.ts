import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { notificationService } from '@backstage/plugin-notifications-node';
import { retryWait } from '../../../platform/retryWait';
import { WorkLoop } from '../../../risk/WorkLoop';
import type { CatalogPeople } from '../people/CatalogPeople';
import { eligibleFor } from '../people/eligibility';
import type { DatabaseRequestStore } from '../voting/DatabaseRequestStore';
import type {
  ClaimedNotice,
  DatabaseNoticeStore,
  NoticeDetail,
} from './DatabaseNoticeStore';

/** About two days of waits that grow to a quarter of an hour. */
const MOST_ATTEMPTS = 200;
const POLL_MS = 5_000;

interface Recipients {
  entityRef: string[];
  excludeEntityRef?: string[];
}

interface SenderOptions {
  store: DatabaseNoticeStore;
  requests: DatabaseRequestStore;
  people: CatalogPeople;
  notifications?: typeof notificationService.T;
  platformGroups: string[];
  portal: string;
  logger: LoggerService;
  now: () => Date;
  random?: () => number;
}

/**
 * Tells people what waits for them. A notice is claimed, sent, and marked as sent: a process that dies between the last
 * two has it sent again by another, which the notifications backend takes for the same one because of its scope.
 */
export class NoticeSender {
  readonly #options: SenderOptions;
  readonly #loop: WorkLoop<ClaimedNotice>;
  #warned = false;

  static create(options: SenderOptions): NoticeSender {
    return new NoticeSender(options);
  }

  private constructor(options: SenderOptions) {
    this.#options = options;
    this.#loop = new WorkLoop({
      name: 'Notices of the gate',
      logger: options.logger,
      concurrency: 4,
      pollMs: POLL_MS,
      claim: limit => options.store.claim(options.now(), limit),
      work: notice => this.send(notice),
    });
  }

  start(): void {
    if (this.#options.notifications) {
      this.#loop.start();
    }
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  wake(): void {
    this.#loop.wake();
  }

  /** Sends what is due now; for tests, and for those who do not want to wait. */
  async sendDue(): Promise<void> {
    for (const notice of await this.#options.store.claim(
      this.#options.now(),
      100,
    )) {
      await this.send(notice);
    }
  }

  async send(notice: ClaimedNotice): Promise<void> {
    const { store, now, logger, random = Math.random } = this.#options;
    try {
      await this.#deliver(notice);
      await store.markSent(notice, now());
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      if (notice.attempts + 1 >= MOST_ATTEMPTS) {
        logger.error(`Notice ${notice.id} could not be sent; given up`, cause);
        await store.markSent(notice, now());
        return;
      }
      const wait = retryWait(notice.attempts, random);
      await store.putBack(notice, new Date(now().getTime() + wait));
      // A portal without notifications would say so every few seconds.
      logger[this.#warned ? 'debug' : 'warn'](
        `Notice ${notice.id} could not be sent; it is tried again`,
        cause,
      );
      this.#warned = true;
    }
  }

  async #deliver({ kind, decisionId, detail }: ClaimedNotice): Promise<void> {
    const { notifications, portal } = this.#options;
    if (kind === 'waiting' && !(await this.#stillWaits(decisionId))) {
      return;
    }
    const recipients = await this.#recipientsOf(detail);
    if (recipients.entityRef.length === 0) {
      return;
    }
    await notifications?.send({
      recipients: { type: 'entity', ...recipients },
      payload: {
        title: detail.title,
        description: detail.description,
        link: `${portal}/showcaller/decisions/${encodeURIComponent(
          decisionId,
        )}`,
        severity: detail.severity,
        topic: 'Release gate',
        scope: `showcaller:gate:${kind}:${decisionId}`,
      },
    });
  }

  async #stillWaits(decisionId: string): Promise<boolean> {
    const found = await this.#options.requests.getMany([decisionId]);
    return found.get(decisionId)?.state === 'open';
  }

  /** Nobody, when the one person is not in the catalog: a login or a service. */
  async #recipientsOf(detail: NoticeDetail): Promise<Recipients> {
    const { people, platformGroups } = this.#options;
    const { to, person, role, entityRef } = detail;
    const user =
      person === undefined ? undefined : await people.findUser(person);
    const userRef = user && stringifyEntityRef(user);
    if (to === 'person') {
      return { entityRef: userRef ? [userRef] : [] };
    }
    const entity = (await people.load([entityRef])).get(
      entityRef.toLowerCase(),
    );
    const eligible = eligibleFor(entity, to === 'eligible' ? role : undefined);
    const groups =
      to === 'owners' || eligible.length === 0
        ? [...new Set([...eligible, ...platformGroups])]
        : eligible;
    return {
      entityRef: groups,
      ...(userRef ? { excludeEntityRef: [userRef] } : {}),
    };
  }
}
