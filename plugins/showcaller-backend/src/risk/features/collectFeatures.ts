import { riskFeatures } from '@showcaller/engine/risk';
import type { CollectedFeatures, CollectedSignal } from '../types';
import { isMeasure } from './featureRow';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from './FeatureCollector';

/** How long a deployment waits for its features. */
export const COLLECT_DEADLINE_MS = 3000;

/** A result whose observation is later than the scoring clock tells nothing. */
function refuseLater(
  result: CollectorResult,
  occurredAt: string,
): CollectorResult {
  const { observedAt } = result;
  if (!observedAt || Date.parse(observedAt) <= Date.parse(occurredAt)) {
    return result;
  }
  return {
    ...result,
    values: {},
    missingReason: `${result.source}: observed ${observedAt}, after what is scored happened`,
  };
}

async function collectWithin(options: {
  collector: FeatureCollector;
  request: FeatureRequest;
  deadlineMs: number;
}): Promise<CollectorResult> {
  const { collector, request, deadlineMs } = options;
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<CollectorResult>(resolve => {
    timer = setTimeout(() => {
      resolve({
        source: collector.id,
        values: {},
        missingReason: `${collector.id} gave no answer within ${
          deadlineMs / 1000
        } s`,
        mayComeLater: true,
      });
      controller.abort();
    }, deadlineMs);
  });
  try {
    const result = await Promise.race([
      collector.collect(request, controller.signal),
      deadline,
    ]);
    return refuseLater(result, request.occurredAt);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      source: collector.id,
      values: {},
      missingReason: `${collector.id} failed: ${message}`,
      mayComeLater: true,
    };
  } finally {
    clearTimeout(timer);
  }
}

/** The first collector that knows a feature tells it; when none does, the first one's reason is shown. */
function toSignal(
  feature: (typeof riskFeatures)[number],
  results: CollectorResult[],
): CollectedSignal {
  const { name, unit, group } = feature;
  for (const { values, source, observedAt } of results) {
    const value = values[name];
    if (isMeasure(name, value)) {
      return { name, value, source, observedAt, unit, group };
    }
  }
  const reasons = new Set(results.map(result => result.missingReason));
  return {
    name,
    missingReason: [...reasons].join('; '),
    source: results.map(result => result.source).join(', '),
    unit,
    group,
  };
}

/**
 * Asks all collectors at once, each up to the deadline. Every feature of the schema is in the answer, with a value or
 * with the reason why there is none.
 */
export async function collectFeatures(options: {
  collectors: FeatureCollector[];
  request: FeatureRequest;
  deadlineMs?: number;
}): Promise<CollectedFeatures> {
  const { collectors, request, deadlineMs = COLLECT_DEADLINE_MS } = options;
  const results = await Promise.all(
    collectors.map(collector =>
      collectWithin({ collector, request, deadlineMs }),
    ),
  );
  const signals = riskFeatures.map(feature => toSignal(feature, results));
  const withCommits = results.find(result => result.commitCount !== undefined);
  return {
    signals,
    row: Float32Array.from(signals, signal => signal.value ?? NaN),
    commits: withCommits?.commits ?? [],
    commitCount: withCommits?.commitCount ?? 1,
    awaitsFacts: results.some(result => result.mayComeLater === true),
  };
}
