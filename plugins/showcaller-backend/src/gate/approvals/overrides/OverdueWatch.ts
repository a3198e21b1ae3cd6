import type { Knex } from 'knex';
import type { AuditAppender } from '../../../audit/types';
import type { NoticeBook } from '../notices/NoticeBook';
import type { DatabaseOverrideStore } from './DatabaseOverrideStore';

const AT_ONCE = 100;

/** Notices overrides that nobody looked at in time: each once, whichever replica sees it first. */
export class OverdueWatch {
  readonly #options: {
    knex: Knex;
    audit: AuditAppender;
    overrides: DatabaseOverrideStore;
    notices: NoticeBook;
    now: () => Date;
  };

  static create(options: {
    knex: Knex;
    audit: AuditAppender;
    overrides: DatabaseOverrideStore;
    notices: NoticeBook;
    now: () => Date;
  }): OverdueWatch {
    return new OverdueWatch(options);
  }

  private constructor(options: Parameters<typeof OverdueWatch.create>[0]) {
    this.#options = options;
  }

  async look(): Promise<void> {
    const { knex, audit, overrides, notices } = this.#options;
    const now = this.#options.now();
    for (const override of await overrides.listNewlyOverdue(now, AT_ONCE)) {
      await knex.transaction(async tx => {
        const latest = await overrides.get(override.id, now, tx);
        if (
          latest?.state !== 'overdue' ||
          !(await overrides.noteOverdue(override.id, now, tx))
        ) {
          return;
        }
        await notices.overdue(override, tx);
        await audit.append(
          {
            actor: 'showcaller',
            action: 'gate.override-overdue',
            subject: `decision:${override.decisionId}`,
            entityRef: override.entityRef,
            data: {
              override: override.id,
              overriddenBy: override.by,
              confirmBy: override.confirmBy,
            },
          },
          tx,
        );
      });
    }
  }
}
