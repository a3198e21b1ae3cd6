import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { notificationService } from '@backstage/plugin-notifications-node';
import { Router } from 'express';
import type { Knex } from 'knex';
import type { AuditAppender, AuditReader } from '../../audit/types';
import { readIdentitySalt } from '../../delivery/history/identitySalt';
import type { EntityAccess } from '../../http/EntityAccess';
import type {
  ApprovalListener,
  DecisionObserver,
  DecisionReader,
} from '../types';
import { readApprovalsConfig } from './approvalsConfig';
import { ApprovalSweep } from './ApprovalSweep';
import { DecisionReport } from './export/DecisionReport';
import { createExportRouter } from './export/router';
import { ApprovalRows } from './inbox/ApprovalRows';
import { InboxReader } from './inbox/InboxReader';
import { DatabaseNoticeStore } from './notices/DatabaseNoticeStore';
import { NoticeBook } from './notices/NoticeBook';
import { NoticeSender } from './notices/NoticeSender';
import { DatabaseOverrideStore } from './overrides/DatabaseOverrideStore';
import { OverdueWatch } from './overrides/OverdueWatch';
import { OverrideService } from './overrides/OverrideService';
import { Callers } from './people/Callers';
import { CatalogPeople } from './people/CatalogPeople';
import { RefusalRecorder } from './RefusalRecorder';
import { createApprovalRouter } from './router';
import type {
  DecisionFollowUp,
  DecisionPages,
  IncidentLookup,
  InboxSource,
} from './types';
import { VisibleDecisions } from './VisibleDecisions';
import { ApprovalService } from './voting/ApprovalService';
import { DatabaseRequestStore } from './voting/DatabaseRequestStore';
import { DatabaseVoteStore } from './voting/DatabaseVoteStore';
import { DecisionContexts } from './voting/DecisionContext';
import { StoredApprovalBook } from './voting/StoredApprovalBook';
import { WaitingDecisions } from './voting/WaitingDecisions';

/** What the room of approvals needs of its surroundings. */
export interface ApprovalRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  auditor: AuditorService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  access: EntityAccess;
  audit: AuditAppender & AuditReader;
  decisions: DecisionReader & DecisionPages & DecisionFollowUp;
  incidents: IncidentLookup;
  notifications?: typeof notificationService.T;
  scheduler?: SchedulerService;
  now?: () => Date;
}

/** What people say to what the gate holds back: approvals, overrides, and who is told. */
export class ApprovalRoom {
  /** To be mounted at `/gate`, after the routes of the gate itself. */
  readonly router: Router;
  readonly book: StoredApprovalBook;
  /** Has to hear of every decision. */
  readonly observer: DecisionObserver;
  readonly sweep: ApprovalSweep;
  readonly notices: NoticeSender;
  readonly #listeners: ApprovalListener[] = [];
  readonly #sources: InboxSource[] = [];

  static create(options: ApprovalRoomOptions): ApprovalRoom {
    return new ApprovalRoom(options);
  }

  private constructor(options: ApprovalRoomOptions) {
    const { knex, config } = options;
    const now = options.now ?? (() => new Date());
    let salt: Promise<string> | undefined;
    const people = CatalogPeople.create(options);
    const requests = DatabaseRequestStore.create(options);
    const overrides = DatabaseOverrideStore.create(options);
    const noticeStore = DatabaseNoticeStore.create(options);
    const common = {
      ...options,
      ...readApprovalsConfig(config),
      now,
      salt: () => (salt ??= readIdentitySalt({ config, knex })),
      people,
      requests,
      overrides,
      votes: DatabaseVoteStore.create(options),
      callers: Callers.create(options),
      visible: VisibleDecisions.create(options),
      contexts: DecisionContexts.create({ ...options, people }),
      notices: NoticeBook.create({
        store: noticeStore,
        now,
        onAdded: () => this.notices.wake(),
      }),
      refusals: RefusalRecorder.create(options),
      listeners: this.#listeners,
      sources: this.#sources,
    };
    this.book = StoredApprovalBook.create(common);
    this.observer = WaitingDecisions.create(common);
    this.notices = NoticeSender.create({ ...common, store: noticeStore });
    this.sweep = ApprovalSweep.create({
      ...common,
      book: this.book,
      notices: noticeStore,
      overdue: OverdueWatch.create(common),
    });
    const rows = ApprovalRows.create({ ...common, book: this.book });
    const report = DecisionReport.create({
      ...common,
      pages: options.decisions,
      followUp: options.decisions,
    });
    this.router = Router()
      .use('/export', createExportRouter({ ...common, report }))
      .use(
        createApprovalRouter({
          ...common,
          approvals: ApprovalService.create(common),
          overriding: OverrideService.create({
            ...common,
            approvals: this.book,
          }),
          book: this.book,
          inbox: InboxReader.create({ ...common, rows }),
        }),
      );
  }

  /** Tells of what people said, in the transaction that stores it. */
  addListener(listener: ApprovalListener): void {
    this.#listeners.push(listener);
  }

  /** Shows what waits in another room in the inbox, too. */
  addInboxSource(source: InboxSource): void {
    this.#sources.push(source);
  }

  async start(): Promise<void> {
    this.notices.start();
    await this.sweep.start();
  }

  async stop(): Promise<void> {
    await this.notices.stop();
  }
}
