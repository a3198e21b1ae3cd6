import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  bandOf,
  formatInterval,
  formatProbability,
  riskBandLabels,
  riskThresholds,
} from '../text';
import { showcallerReactTranslationRef } from '../translation';
import { useChartPalette } from './useChartPalette';
import { VisuallyHiddenTable } from './VisuallyHiddenTable';

const useStyles = makeStyles(
  { root: { position: 'relative', margin: 0 }, svg: { display: 'block' } },
  { name: 'ShowcallerRiskMeter' },
);

/** @public */
export interface RiskMeterProps {
  /** 0-1; absent when the risk is unknown. */
  probability?: number;
  /** 95 % interval. */
  interval?: { low: number; high: number };
}

const WIDTH = 100;
const bands = [
  { band: 'low', from: 0, to: riskThresholds.elevated },
  { band: 'elevated', from: riskThresholds.elevated, to: riskThresholds.high },
  { band: 'high', from: riskThresholds.high, to: 1 },
] as const;

/** A scale of 0 to 1 with the three bands, the risk as a marker and its interval as a bar. @public */
export function RiskMeter(props: RiskMeterProps) {
  const { probability, interval } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const current = bandOf(probability);

  return (
    <figure className={classes.root}>
      <svg
        role="img"
        aria-label={summarizeMeter(props)}
        className={classes.svg}
        viewBox={`0 0 ${WIDTH} 12`}
        width="100%"
        height={20}
        preserveAspectRatio="none"
      >
        {bands.map(({ band, from, to }) => (
          <rect
            key={band}
            x={from * WIDTH + 0.25}
            y={5}
            width={(to - from) * WIDTH - 0.5}
            height={3}
            fill={palette[band]}
            opacity={band === current ? 1 : 0.3}
          />
        ))}
        {interval && (
          <rect
            x={interval.low * WIDTH}
            y={3}
            width={Math.max((interval.high - interval.low) * WIDTH, 0.5)}
            height={7}
            fill={palette.text}
            opacity={0.35}
          />
        )}
        {probability !== undefined && (
          <rect
            x={Math.min(Math.max(probability * WIDTH - 0.4, 0), WIDTH - 0.8)}
            y={1}
            width={0.8}
            height={11}
            fill={palette.text}
          />
        )}
      </svg>
      <VisuallyHiddenTable
        caption={t('meter.caption')}
        columns={[t('meter.risk'), t('meter.interval'), t('meter.band')]}
        rows={[
          [
            formatProbability(probability),
            interval ? formatInterval(interval) : formatProbability(undefined),
            riskBandLabels[current],
          ],
        ]}
      />
    </figure>
  );
}

function summarizeMeter(props: RiskMeterProps): string {
  const { probability, interval } = props;
  if (probability === undefined) {
    return riskBandLabels.unknown;
  }
  const range = interval ? `, probably ${formatInterval(interval)}` : '';
  return `${riskBandLabels[bandOf(probability)]}: ${formatProbability(
    probability,
  )}${range}, on a scale of 0 to 1`;
}
