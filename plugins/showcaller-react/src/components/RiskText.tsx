import {
  bandOf,
  formatProbability,
  riskBandLabels,
  riskBandTones,
} from '../text';
import { ToneText } from './ToneText';

/** A risk in a table: the number and its band as icon and words. @public */
export function RiskText(props: { probability: number | undefined }) {
  const band = bandOf(props.probability);
  return (
    <ToneText tone={riskBandTones[band]}>
      {band === 'unknown'
        ? riskBandLabels.unknown
        : `${formatProbability(props.probability)} · ${riskBandLabels[band]}`}
    </ToneText>
  );
}
