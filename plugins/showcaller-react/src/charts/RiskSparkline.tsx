import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskTrendPoint } from '@showcaller/backstage-plugin-showcaller-common';
import { useMemo } from 'react';
import { formatAbsolute, formatProbability, riskThresholds } from '../text';
import { showcallerReactTranslationRef } from '../translation';
import { sparklinePath } from './sparklinePath';
import { summarizeTrend, trendPoints } from './trendPoints';
import { useChartPalette } from './useChartPalette';
import { VisuallyHiddenTable } from './VisuallyHiddenTable';

const SIZE = { width: 160, height: 32 };

const useStyles = makeStyles(
  {
    root: { position: 'relative', margin: 0 },
    svg: { display: 'block' },
  },
  { name: 'ShowcallerRiskSparkline' },
);

/** The trend in the height of a line of text, with the limit of high risk as a dashed line. @public */
export function RiskSparkline(props: { trend: RiskTrendPoint[] }) {
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const points = useMemo(() => trendPoints(props.trend), [props.trend]);
  const limit = SIZE.height * (1 - riskThresholds.high);

  return (
    <figure className={classes.root}>
      <svg
        role="img"
        aria-label={summarizeTrend(points)}
        className={classes.svg}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        width="100%"
        height={SIZE.height}
        preserveAspectRatio="none"
      >
        <line
          x1={0}
          x2={SIZE.width}
          y1={limit}
          y2={limit}
          stroke={palette.high}
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={sparklinePath({ points, ...SIZE })}
          fill="none"
          stroke={palette.series}
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <VisuallyHiddenTable
        caption={t('trend.caption')}
        columns={[t('trend.time'), t('trend.risk'), t('trend.status')]}
        rows={points.map(point => [
          formatAbsolute(point.occurredAt),
          formatProbability(point.risk),
          point.statusText,
        ])}
      />
    </figure>
  );
}
