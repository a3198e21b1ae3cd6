import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  QueryContent,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { rollupVerdict } from '../verdict';
import { RiskEmptyState } from './RiskEmptyState';
import { RollupTable } from './RollupTable';
import { useRiskRollup } from './useEntityRisk';

const useStyles = makeStyles(
  theme => ({
    verdict: { padding: theme.spacing(3) },
    head: {
      display: 'flex',
      justifyContent: 'space-between',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
    },
  }),
  { name: 'PluginRiskRollup' },
);

/** Of a system, domain or group: which of its services needs somebody, then all of them. */
export function RollupRisk(props: { entity: Entity }) {
  const { entity } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useRiskRollup(entity);

  return (
    <QueryContent
      query={query}
      what={t('what.rollup', { name: entity.metadata.name })}
      permission={showcallerReadPermission.name}
      lines={8}
    >
      {rows => {
        if (rows.length === 0) {
          return (
            <RiskEmptyState entity={entity} reason="no-related-components" />
          );
        }
        const verdict = rollupVerdict(rows);
        return (
          <Grid container spacing={3}>
            <Grid item xs={12}>
              <Paper className={classes.verdict}>
                <div className={classes.head}>
                  <Typography variant="h4" component="h2">
                    <ToneText tone={verdict.tone}>{verdict.headline}</ToneText>
                  </Typography>
                  {query.loadedAt && (
                    <AsOf time={query.loadedAt} refreshing={query.refreshing} />
                  )}
                </div>
                <Typography>{verdict.detail}</Typography>
              </Paper>
            </Grid>
            <Grid item xs={12}>
              <RollupTable rows={rows} />
            </Grid>
          </Grid>
        );
      }}
    </QueryContent>
  );
}
