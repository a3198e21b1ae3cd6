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
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';
import { readIdentitySalt } from '../../delivery/history/identitySalt';
import type { EntityAccess } from '../../http/EntityAccess';
import { readApprovalsConfig } from '../approvals/approvalsConfig';
import { Callers } from '../approvals/people/Callers';
import { CatalogPeople } from '../approvals/people/CatalogPeople';
import { RefusalRecorder } from '../approvals/RefusalRecorder';
import type { InboxSource } from '../approvals/types';
import type { OutcomesOf } from '../evaluations/LastGood';
import type { DecisionObserver, PolicyProvider } from '../types';
import { CheckedBundles } from './CheckedBundles';
import { DatabaseDryRunStore } from './comparison/DatabaseDryRunStore';
import { DatabaseShadowStore } from './comparison/DatabaseShadowStore';
import { DryRunService, type PastDecisions } from './comparison/DryRunService';
import { ShadowService } from './comparison/ShadowService';
import { DatabaseBundleStore } from './DatabaseBundleStore';
import { DatabasePolicyStateStore } from './DatabasePolicyStateStore';
import { createFallbackAlert } from './FallbackAlert';
import { GitPolicyWatch } from './git/GitPolicyWatch';
import { readPolicyGitConfig } from './git/policyGitConfig';
import { PolicyPeople } from './PolicyPeople';
import { PolicyProposals } from './PolicyProposals';
import { PolicyReader } from './PolicyReader';
import { PolicyService } from './PolicyService';
import { readInitialPolicies } from './readInitialPolicies';
import { createPolicyRouter } from './router';
import { StoredPolicies } from './StoredPolicies';

/** What the room of policies needs of its surroundings. */
export interface PolicyRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  auditor: AuditorService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  access: EntityAccess;
  audit: AuditAppender;
  /** Decisions of the past, for dry runs. */
  past: PastDecisions;
  outcomesOf: OutcomesOf;
  notifications?: typeof notificationService.T;
  scheduler?: SchedulerService;
  now?: () => Date;
}

/** Policies as code: which ones there are, which one decides, and how others would have. */
export class PolicyRoom {
  /** To be mounted at `/policies`. */
  readonly router: Router;
  readonly provider: PolicyProvider;
  /** Has to hear of every decision. */
  readonly observer: DecisionObserver;
  readonly inbox: InboxSource;
  readonly git: GitPolicyWatch | undefined;
  readonly #policies: StoredPolicies;
  readonly #dryRuns: DryRunService;

  /** @throws InputError for a configuration that cannot be used */
  static create(options: PolicyRoomOptions): PolicyRoom {
    return new PolicyRoom(options);
  }

  private constructor(options: PolicyRoomOptions) {
    const { knex, config, logger } = options;
    const now = options.now ?? (() => new Date());
    let known: Promise<string> | undefined;
    const salt = () => (known ??= readIdentitySalt({ config, knex }));
    const common = {
      ...options,
      now,
      salt,
      bundles: DatabaseBundleStore.create(options),
      states: DatabasePolicyStateStore.create(options),
      checked: CheckedBundles.create(),
      callers: Callers.create(options),
      refusals: RefusalRecorder.create(options),
    };
    const policies = StoredPolicies.create({
      ...common,
      initial: readInitialPolicies(config),
      onFallback: createFallbackAlert({
        ...options,
        recipients: readApprovalsConfig(config).platformGroups,
      }),
    });
    const dryRuns = DryRunService.create({
      ...common,
      store: DatabaseDryRunStore.create(options),
    });
    const shadow = ShadowService.create({
      ...common,
      policies,
      store: DatabaseShadowStore.create(options),
    });
    const service = PolicyService.create({
      ...common,
      dryRuns,
      onChanged: () => policies.refresh(),
    });
    const settings = readPolicyGitConfig(config);
    this.git =
      settings &&
      GitPolicyWatch.create({ ...common, logger, settings, service });
    const reader = PolicyReader.create({
      ...common,
      git: () => this.git?.status,
    });
    const people = PolicyPeople.create({
      ...common,
      people: CatalogPeople.create(options),
    });
    this.#policies = policies;
    this.#dryRuns = dryRuns;
    this.provider = policies;
    this.observer = shadow;
    this.inbox = PolicyProposals.create({ reader, people });
    this.router = createPolicyRouter({
      ...common,
      service,
      reader,
      policies,
      shadow,
      dryRuns,
      people,
    });
  }

  /** Takes over now what another replica changed. */
  async refresh(): Promise<void> {
    await this.#policies.refresh();
  }

  /** Waits for dry runs that are going on. */
  async settled(): Promise<void> {
    await this.#dryRuns.settled();
  }

  async start(): Promise<void> {
    await this.#policies.start();
    await this.git?.start();
  }

  async stop(): Promise<void> {
    await this.#policies.stop();
    await this.#dryRuns.stop();
  }
}
