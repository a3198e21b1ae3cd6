import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import { riskThresholds } from '@showcaller/backstage-plugin-showcaller-react';

const bandMeaning = {
  low: `Below ${riskThresholds.elevated} is low: it goes out in the usual way.`,
  elevated: `From ${riskThresholds.elevated} to ${riskThresholds.high} is elevated: it goes out, but keep an eye on it.`,
  high: `Above ${riskThresholds.high} is high: in production it waits for an approval.`,
};

/** What the number means, in natural frequencies, and what its band means. */
export function riskMeaning(
  latest: Pick<
    RiskAssessment,
    'probability' | 'interval' | 'band' | 'unknownReason'
  >,
): string {
  const { probability, interval, band } = latest;
  if (probability === undefined || band === 'unknown') {
    return 'Nobody can say how risky it is: what the model needs most is not known. The gate asks a human instead of guessing.';
  }
  const expected = perHundred(probability);
  const range = interval
    ? `, between ${perHundred(interval.low)} and ${perHundred(
        interval.high,
      )} given what the model does not know`
    : '';
  return `Of 100 changes that look like this one, the model expects about ${expected} to cause trouble${range}. ${bandMeaning[band]}`;
}

function perHundred(probability: number): number {
  return Math.round(probability * 100);
}
