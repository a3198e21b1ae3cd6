import type {
  ChangeRow,
  DeploymentRow,
  Page,
  PipelineRunRow,
  RawEventRow,
  RiskTrendPoint,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendUnderTest } from '../BackendUnderTest';

const PAGE = 100;

/**
 * What a reader sees of one service. How high a risk is, is left out: what the git history does not tell within
 * seconds is scored without it, and how fast it tells depends on what else the machine does.
 */
export interface ServiceRows {
  deployments: Array<Omit<DeploymentRow, 'risk' | 'outcome'>>;
  runs: PipelineRunRow[];
  changes: Array<Omit<ChangeRow, 'risk'>>;
  /** The commit of every current assessment that was decided on; twice where a deployment has two. */
  decided: string[];
}

/** Everything that the API shows of some services. */
export async function readServices(
  backend: BackendUnderTest,
  names: string[],
): Promise<ServiceRows[]> {
  return Promise.all(
    names.map(async (name): Promise<ServiceRows> => {
      const entity = `entities/component/default/${name}`;
      const read = <T>(listing: string) =>
        readPages<T>(backend, `delivery/${entity}/${listing}`);
      const deployments = await read<DeploymentRow>('deployments');
      const changes = await read<ChangeRow>('changes');
      const trend = await backend.get<RiskTrendPoint[]>(`risk/${entity}/trend`);
      return {
        deployments: deployments.map(
          ({ risk: _risk, outcome: _outcome, ...row }) => row,
        ),
        runs: await read('runs'),
        changes: changes.map(({ risk: _risk, ...row }) => row),
        decided: trend
          .filter(({ outcome }) => outcome)
          .map(({ sha }) => sha)
          .sort(),
      };
    }),
  );
}

/** What became of every webhook, ordered by delivery. */
export async function readRawEvents(
  backend: BackendUnderTest,
): Promise<
  Array<
    Pick<
      RawEventRow,
      'deliveryId' | 'eventType' | 'status' | 'reason' | 'cdEvents'
    >
  >
> {
  const rows = await readPages<RawEventRow>(backend, 'ingest/events');
  return rows
    .map(({ deliveryId, eventType, status, reason, cdEvents }) => ({
      deliveryId,
      eventType,
      status,
      reason,
      cdEvents,
    }))
    .sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
}

async function readPages<T>(
  backend: BackendUnderTest,
  listing: string,
): Promise<T[]> {
  const rows: T[] = [];
  for (;;) {
    const { items } = await backend.get<Page<T>>(
      `${listing}?limit=${PAGE}&offset=${rows.length}`,
    );
    rows.push(...items);
    if (items.length < PAGE) {
      return rows;
    }
  }
}
