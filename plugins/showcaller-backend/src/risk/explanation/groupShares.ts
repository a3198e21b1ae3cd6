import type {
  RiskAssessment,
  RiskGroupShare,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  contributionEffect,
  groupContributions,
  type Calibrator,
} from '@showcaller/engine/risk';

/**
 * The shares of an assessment's groups, the greatest first. Their effects are those of the calibrator that scored; where that
 * model is gone, those on the probability as it is, which is what a calibrator of slope 1 gives.
 */
export function groupShares(
  assessment: Pick<RiskAssessment, 'signals' | 'margin' | 'probability'>,
  calibrator: Calibrator | undefined,
): RiskGroupShare[] {
  const { signals, margin, probability } = assessment;
  const groups = groupContributions(
    signals.map(({ name, group, contribution, value }) => ({
      name,
      group,
      contribution,
      known: value !== undefined,
    })),
  );
  if (margin === undefined || probability === undefined) {
    return groups;
  }
  const present = calibrator
    ? { calibrator, margin }
    : {
        calibrator: { kind: 'none' as const },
        margin: Math.log(probability) - Math.log1p(-probability),
      };
  return groups.map(share =>
    share.contribution === undefined || !Number.isFinite(present.margin)
      ? share
      : {
          ...share,
          effect: contributionEffect({
            ...present,
            contribution: share.contribution,
          }),
        },
  );
}
