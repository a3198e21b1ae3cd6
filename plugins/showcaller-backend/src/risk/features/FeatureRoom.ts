import type { Config } from '@backstage/config';
import type { ChangeSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { DeploymentTimeline } from '../../delivery/DeploymentTimeline';
import type { DependencyReader } from '../../delivery/history/dependencies';
import type {
  ChangeFactsReader,
  HistoryListener,
} from '../../delivery/history.types';
import type { RunReader } from '../../delivery/RunReader';
import type { DeliveryReader } from '../../delivery/types';
import type { EvidenceReader, FlakyTestReader } from '../../evidence';
import type { IncidentListener, IncidentReader } from '../../incidents';
import type { OwnershipGraph } from '../../ownership/types';
import { BenchmarkCollector } from './benchmarks/BenchmarkCollector';
import { ChangeFactsCollector } from './ChangeFactsCollector';
import { ChangeLookup } from './ChangeLookup';
import { DependencyCollector } from './dependencies/DependencyCollector';
import type { FeatureCollector } from './FeatureCollector';
import { FileHistories } from './history/FileHistories';
import { FileHistoryCollector } from './history/FileHistoryCollector';
import { DeploymentHistory } from './incidents/DeploymentHistory';
import { ErrorBudgetCollector } from './incidents/ErrorBudgetCollector';
import { FailureOverlapCollector } from './incidents/FailureOverlapCollector';
import { IncidentCollector } from './incidents/IncidentCollector';
import { RollbackCollector } from './incidents/RollbackCollector';
import { EvidenceLookup } from './tests/EvidenceLookup';
import { FlakinessCollector } from './tests/FlakinessCollector';
import { TestCollector } from './tests/TestCollector';
import { ConcurrentCollector } from './timing/ConcurrentCollector';
import { FreezeWindows } from './timing/FreezeWindows';
import { TimingCollector } from './timing/TimingCollector';
import { WebhookFactsCollector } from './WebhookFactsCollector';

/** Whom features are asked of. */
export interface FeatureRoomOptions {
  config: Config;
  ownership: OwnershipGraph;
  delivery: Pick<DeliveryReader, 'getChange'>;
  timeline: Pick<DeploymentTimeline, 'list' | 'listUnderWay'>;
  runs: RunReader;
  changeSources: ChangeSource[];
  facts: ChangeFactsReader;
  dependencies: DependencyReader;
  evidence: { reader: EvidenceReader; flaky: FlakyTestReader };
  incidents: IncidentReader;
  now?: () => Date;
}

/** Everything that features are collected with, and what renews what it holds. */
export class FeatureRoom implements HistoryListener, IncidentListener {
  /** One per source; where two can tell a feature, the better first. */
  readonly collectors: FeatureCollector[];
  readonly #histories: FileHistories;
  readonly #incidents: IncidentCollector;
  #listener: HistoryListener | undefined;

  /** @throws InputError for freeze windows or a time zone that cannot be read. */
  static create(options: FeatureRoomOptions): FeatureRoom {
    return new FeatureRoom(options);
  }

  private constructor(options: FeatureRoomOptions) {
    const { ownership, timeline, incidents, runs } = options;
    const now = options.now ?? (() => new Date());
    const changes = ChangeLookup.create({
      sources: options.changeSources,
      folderOf: ref => ownership.getComponent(ref)?.gitPath,
    });
    const evidence = EvidenceLookup.create(options.evidence);
    const history = DeploymentHistory.create({ timeline });
    this.#histories = FileHistories.create({ facts: options.facts, now });
    this.#incidents = IncidentCollector.create({ incidents, ownership, now });
    this.collectors = [
      ChangeFactsCollector.create({ changes }),
      WebhookFactsCollector.create(options),
      FileHistoryCollector.create({
        changes,
        histories: this.#histories,
        now,
      }),
      TestCollector.create({ evidence }),
      FlakinessCollector.create({
        evidence,
        flaky: options.evidence.flaky,
        runs,
        now,
      }),
      DependencyCollector.create({ ...options, changes, evidence }),
      BenchmarkCollector.create({ evidence }),
      this.#incidents,
      FailureOverlapCollector.create({ changes, history, incidents }),
      ErrorBudgetCollector.create(),
      RollbackCollector.create({ history }),
      ConcurrentCollector.create({ timeline, ownership }),
      TimingCollector.create({
        windows: FreezeWindows.fromConfig(options.config),
      }),
    ];
  }

  /** Told of imported history after what is held here was. */
  setListener(listener: HistoryListener): void {
    this.#listener = listener;
  }

  onFactsStored(repository: string, entityRefs: string[]): void {
    this.#histories.onFactsStored(repository);
    this.#listener?.onFactsStored(repository, entityRefs);
  }

  async onIncidentsChanged(): Promise<void> {
    this.#incidents.onIncidents();
  }
}
