import type { BinnedDistribution, DriftReference } from '../evaluation';
import type { FieldReader } from './FieldReader';
import { toNumberText } from './numberText';

function toBins({ edges, shares }: BinnedDistribution) {
  return { edges: toNumberText(edges), shares: toNumberText(shares) };
}

/** A drift reference as it stands in a model file. @internal */
export function toDriftText({ rows, features, score }: DriftReference) {
  return {
    rows,
    features: features.map(({ name, ...bins }) => ({ name, ...toBins(bins) })),
    score: { ...toBins(score), quantiles: toNumberText(score.quantiles) },
  };
}

function readBins(reader: FieldReader): BinnedDistribution {
  const edges = Array.from(reader.numbers('edges'));
  if (edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]))) {
    reader.fail('edges', 'rising numbers');
  }
  const shares = Array.from(reader.numbers('shares', edges.length + 2));
  if (!shares.every(share => share >= 0 && share <= 1)) {
    reader.fail('shares', 'from 0 to 1');
  }
  return { edges, shares };
}

/** @throws TypeError that names the field. @internal */
export function readDriftReference(reader: FieldReader): DriftReference {
  const score = reader.object('score');
  const quantiles = Array.from(score.numbers('quantiles'));
  if (quantiles.some((value, i) => i > 0 && !(value >= quantiles[i - 1]))) {
    score.fail('quantiles', 'numbers that do not fall');
  }
  return {
    rows: reader.count('rows'),
    features: reader.objects('features').map(feature => ({
      name: feature.string('name'),
      ...readBins(feature),
    })),
    score: { ...readBins(score), quantiles },
  };
}
