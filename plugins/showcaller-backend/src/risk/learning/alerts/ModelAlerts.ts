import type { LoggerService } from '@backstage/backend-plugin-api';
import type { notificationService } from '@backstage/plugin-notifications-node';
import type { ModelHealth } from '@showcaller/backstage-plugin-showcaller-common';
import type { DatabaseAlertStore, RaisedAlert } from './DatabaseAlertStore';

type NotificationService = typeof notificationService.T;

/** Page that shows the alerts. */
const PAGE = '/showcaller/model';

/**
 * Alerts about the model: each is on until what it says is no longer so, and the platform groups are told once.
 * A portal without notifications shows them on the page alone.
 */
export class ModelAlerts {
  readonly #store: DatabaseAlertStore;
  readonly #notifications: NotificationService | undefined;
  readonly #recipients: string[];
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #warned = false;

  static create(options: {
    store: DatabaseAlertStore;
    notifications?: NotificationService;
    /** Entity references of the platform groups. */
    recipients: string[];
    logger: LoggerService;
    now: () => Date;
  }): ModelAlerts {
    return new ModelAlerts(options);
  }

  private constructor(options: {
    store: DatabaseAlertStore;
    notifications?: NotificationService;
    recipients: string[];
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#notifications = options.notifications;
    this.#recipients = options.recipients;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Those that are on, the longest one first. */
  async list(): Promise<ModelHealth['alerts']> {
    return this.#store.listOpen();
  }

  /** Says all that is wrong about a topic, the first part of the keys: what is not said any more is over. */
  async replace(topic: string, alerts: RaisedAlert[]): Promise<void> {
    const now = this.#now();
    for (const alert of alerts) {
      await this.#store.raise(alert, now);
    }
    const keep = alerts.map(({ key }) => key);
    await this.#store.clear(`${topic}:`, keep, now);
    await this.#tell();
  }

  async #tell(): Promise<void> {
    const notifications = this.#notifications;
    if (!notifications || this.#recipients.length === 0) {
      return;
    }
    for (const alert of await this.#store.takeUntold(this.#now())) {
      try {
        await notifications.send({
          recipients: { type: 'entity', entityRef: this.#recipients },
          payload: {
            title: alert.severity === 'act' ? 'Risk model: act' : 'Risk model',
            description: alert.text,
            link: PAGE,
            severity: alert.severity === 'act' ? 'high' : 'normal',
            topic: 'Model health',
            scope: `showcaller:model:${alert.id}`,
          },
        });
      } catch (error) {
        await this.#store.untell(alert.id);
        this.#warnOnce(error);
      }
    }
  }

  /** A portal without the notifications backend would say so every hour. */
  #warnOnce(error: unknown): void {
    const log = this.#warned ? 'debug' : 'warn';
    this.#warned = true;
    this.#logger[log](
      'Nobody could be notified of an alert about the risk model; it is shown on the page, and tried again later',
      error instanceof Error ? error : new Error(String(error)),
    );
  }
}
