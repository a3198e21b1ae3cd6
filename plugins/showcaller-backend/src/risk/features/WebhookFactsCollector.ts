import { kindsOfFiles } from '@showcaller/engine/risk';
import { isFix } from '../../delivery/history/measures/isFix';
import type { ChangeRecord, DeliveryReader } from '../../delivery/types';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from './FeatureCollector';

/**
 * What push and pull-request webhooks told about the deployed revision itself. They know nothing of earlier commits
 * that this deployment also carries, and nothing of the files' history.
 */
export class WebhookFactsCollector implements FeatureCollector {
  readonly id = 'webhook';
  readonly features = [
    'nf',
    'ns',
    'nd',
    'la',
    'ld',
    'fix',
    'migration',
    'infra',
  ] as const;
  readonly #delivery: Pick<DeliveryReader, 'getChange'>;

  static create(options: {
    delivery: Pick<DeliveryReader, 'getChange'>;
  }): WebhookFactsCollector {
    return new WebhookFactsCollector(options.delivery);
  }

  private constructor(delivery: Pick<DeliveryReader, 'getChange'>) {
    this.#delivery = delivery;
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const change = await this.#delivery.getChange(
      request.repository,
      request.sha,
    );
    if (!change) {
      return {
        source: 'webhook',
        values: {},
        missingReason: 'no webhook told about this revision',
      };
    }
    return {
      source:
        change.pullRequest === undefined
          ? 'push webhook'
          : 'pull request webhook',
      observedAt: change.committedAt ?? change.observedAt,
      values: valuesOf(change),
      missingReason: 'webhooks do not carry it',
    };
  }
}

function valuesOf(change: ChangeRecord): CollectorResult['values'] {
  const files = change.filesTruncated ? undefined : change.files;
  const segments = files?.map(path => path.split('/'));
  return {
    nf: change.filesChanged ?? files?.length,
    ns: segments && new Set(segments.map(subsystemOf)).size,
    nd:
      segments &&
      new Set(segments.map(parts => parts.slice(0, -1).join('/'))).size,
    la: change.linesAdded,
    ld: change.linesDeleted,
    ...(files && kindsOfFiles({ files })),
    fix: change.title === undefined ? undefined : Number(isFix(change.title)),
  };
}

/** The first path segment; files in the top folder count as one more subsystem. */
function subsystemOf(parts: string[]): string {
  return parts.length > 1 ? parts[0] : '';
}
