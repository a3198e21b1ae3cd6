import type { LoggerService } from '@backstage/backend-plugin-api';
import type { notificationService } from '@backstage/plugin-notifications-node';

const PAGE = '/showcaller/audit';
const AGAIN_MS = 24 * 60 * 60 * 1000;

/** Tells the platform groups that the log is not what it was: once, and again after a day. */
export class AuditAlerts {
  readonly #logger: LoggerService;
  readonly #notifications?: typeof notificationService.T;
  readonly #recipients: string[];
  readonly #now: () => Date;
  #told: { text: string; at: number } | undefined;

  static create(options: {
    logger: LoggerService;
    notifications?: typeof notificationService.T;
    /** Entity references. */
    recipients: string[];
    now: () => Date;
  }): AuditAlerts {
    return new AuditAlerts(options);
  }

  private constructor(options: Parameters<typeof AuditAlerts.create>[0]) {
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#recipients = options.recipients;
    this.#now = options.now;
  }

  async tell(title: string, text: string): Promise<void> {
    const now = this.#now().getTime();
    if (this.#told?.text === text && now - this.#told.at < AGAIN_MS) {
      return;
    }
    this.#told = { text, at: now };
    this.#logger.error(`${title}. ${text}`);
    if (!this.#notifications || this.#recipients.length === 0) {
      return;
    }
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: this.#recipients },
        payload: {
          title,
          description: text,
          link: PAGE,
          severity: 'critical',
          topic: 'Audit log',
          scope: 'showcaller:audit',
        },
      });
    } catch (error) {
      this.#told = undefined;
      this.#logger.warn(
        'Nobody could be notified about the audit log; it is tried again',
        error instanceof Error ? error : { error: String(error) },
      );
    }
  }

  /** What was told is over. */
  clear(): void {
    this.#told = undefined;
  }
}
