import type { FairnessRow } from '@showcaller/backstage-plugin-showcaller-common';
import { errorRatesByGroup, type Rate } from '@showcaller/engine/risk';
import type { DatedRows } from '../rows/DatedRows';

/** Team and service tier of each entity, by its reference; teams and services, never people. */
export type GroupsOfEntities = Readonly<
  Record<string, { team?: string; tier?: string } | undefined>
>;

/** Error rates per team and per service tier at the threshold of the gate. */
export function fairnessOf(options: {
  tested: DatedRows;
  probabilities: Float64Array;
  threshold: number;
  groups: GroupsOfEntities;
}): FairnessRow[] {
  const { tested, probabilities, threshold, groups } = options;
  return (['team', 'tier'] as const).flatMap(kind =>
    errorRatesByGroup({
      labels: tested.labels,
      probabilities,
      groups: tested.subjects.map(subject => groups[subject]?.[kind]),
      threshold,
    }).groups.map(rates => ({
      group: rates.group,
      kind,
      rows: rates.n,
      positives: rates.positives,
      falsePositiveRate: withInterval(rates.falsePositive),
      falseNegativeRate: withInterval(rates.falseNegative),
      tooSmall: rates.tooSmall,
    })),
  );
}

function withInterval(
  rate: Rate | undefined,
): FairnessRow['falsePositiveRate'] {
  return rate && { value: rate.rate, low: rate.low, high: rate.high };
}
