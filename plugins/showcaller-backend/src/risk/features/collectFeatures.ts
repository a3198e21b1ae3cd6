import { riskFeatures } from '@showcaller/engine/risk';
import type { CollectedFeatures, CollectedSignal } from '../types';
import type {
  CollectedValue,
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from './FeatureCollector';
import { isMeasure } from './featureRow';

/** How long a deployment waits for its features. */
export const COLLECT_DEADLINE_MS = 3000;

type Feature = (typeof riskFeatures)[number];

/** What a collector answered, and what it could have told. */
interface Answer {
  collector: FeatureCollector;
  result: CollectorResult;
}

async function collectWithin(options: {
  collector: FeatureCollector;
  request: FeatureRequest;
  deadlineMs: number;
}): Promise<Answer> {
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
    const answer = collector.collect(request, controller.signal);
    // Whoever is late may still fail; nobody waits for that any more.
    answer.catch(() => undefined);
    return { collector, result: await Promise.race([answer, deadline]) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      collector,
      result: {
        source: collector.id,
        values: {},
        missingReason: `${collector.id} failed: ${message}`,
        mayComeLater: true,
      },
    };
  } finally {
    clearTimeout(timer);
  }
}

/** One collector's word on a feature: its value, or why there is none. A value observed later than the scoring clock is refused. */
function wordOf(
  { name, unit, group }: Feature,
  result: CollectorResult,
  occurredAt: string,
): CollectedSignal {
  const told = result.values[name];
  const { value, source, observedAt }: Partial<CollectedValue> =
    typeof told === 'object' ? told : { value: told };
  const from = source ?? result.source;
  const seen = observedAt ?? result.observedAt;
  if (!isMeasure(name, value)) {
    const missingReason = result.missingReasons?.[name] ?? result.missingReason;
    return { name, missingReason, source: from, unit, group };
  }
  if (seen !== undefined && Date.parse(seen) > Date.parse(occurredAt)) {
    const missingReason = `${from}: observed ${seen}, after what is scored happened`;
    return { name, missingReason, source: from, unit, group };
  }
  return { name, value, source: from, observedAt: seen, unit, group };
}

/** The first collector that knows a feature tells it; when none does, the reasons of all that could have. */
function toSignal(
  feature: Feature,
  answers: Answer[],
  occurredAt: string,
): CollectedSignal {
  const words = answers
    .filter(({ collector }) => collector.features.includes(feature.name))
    .map(({ result }) => wordOf(feature, result, occurredAt));
  const { name, unit, group } = feature;
  return (
    words.find(({ value }) => value !== undefined) ?? {
      name,
      missingReason:
        [...new Set(words.map(word => word.missingReason))].join('; ') ||
        'nothing that tells it is installed',
      source: words.map(({ source }) => source).join(', ') || 'none',
      unit,
      group,
    }
  );
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
  const answers = await Promise.all(
    collectors.map(collector =>
      collectWithin({ collector, request, deadlineMs }),
    ),
  );
  const signals = riskFeatures.map(feature =>
    toSignal(feature, answers, request.occurredAt),
  );
  const withCommits = answers
    .map(({ result }) => result)
    .find(({ commitCount }) => commitCount !== undefined);
  return {
    signals,
    row: Float32Array.from(signals, signal => signal.value ?? NaN),
    commits: withCommits?.commits ?? [],
    commitCount: withCommits?.commitCount ?? 1,
    awaitsFacts: answers.some(({ result }) => result.mayComeLater === true),
  };
}
