import type { Entity } from '@backstage/catalog-model';
import Grid from '@material-ui/core/Grid';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { AsOf, ToneText } from '@showcaller/backstage-plugin-showcaller-react';
import { rollupVerdict } from '../verdict';
import { LoadedRollup } from './LoadedRollup';
import { RollupTable } from './RollupTable';

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
  const classes = useStyles();
  return (
    <LoadedRollup entity={props.entity} lines={8}>
      {(rows, { loadedAt, refreshing }) => {
        const verdict = rollupVerdict(rows);
        return (
          <Grid container spacing={3}>
            <Grid item xs={12}>
              <Paper className={classes.verdict}>
                <div className={classes.head}>
                  <Typography variant="h4" component="h2">
                    <ToneText tone={verdict.tone}>{verdict.headline}</ToneText>
                  </Typography>
                  {loadedAt && <AsOf time={loadedAt} refreshing={refreshing} />}
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
    </LoadedRollup>
  );
}
