import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerTranslationRef } from '../../../translation';
import { metricRows } from '../evaluation/metricRows';

const useStyles = makeStyles(
  {
    root: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
    together: { display: 'block', whiteSpace: 'nowrap' },
  },
  { name: 'ShowcallerMetricCell' },
);

/** One measure of a version, with the simple models on the same rows below it. */
export function MetricCell(props: {
  version: RiskModelVersion;
  measure: 'captureTop10' | 'rocAuc' | 'logLoss';
}) {
  const { version, measure } = props;
  const { metrics, controls } = version;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const row =
    metrics &&
    metricRows({ metrics, controls: controls ?? {} }).find(
      one => one.measure === measure,
    );
  if (!row) {
    return <>–</>;
  }
  return (
    <div className={classes.root}>
      {row.model}
      {controls && (
        <Typography variant="caption" component="div" color="textSecondary">
          {(['logistic', 'linesAdded'] as const)
            .filter(name => controls[name]?.[measure] !== undefined)
            .map(name => (
              <span key={name} className={classes.together}>
                {t(`modelHealth.registry.${name}`)} {row[name]}
              </span>
            ))}
        </Typography>
      )}
    </div>
  );
}
