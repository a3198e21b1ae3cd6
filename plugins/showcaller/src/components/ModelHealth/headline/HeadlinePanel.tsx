import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReadPermission,
  type ModelEvaluation,
  type ModelHealth,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  modelOrigin,
  QueryContent,
  ToneText,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { AlertList } from './AlertList';
import { modelHeadline } from './modelHeadline';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(3), display: 'grid', gap: theme.spacing(2) },
    details: { display: 'grid', gap: theme.spacing(0.5) },
    foot: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
    },
  }),
  { name: 'ShowcallerModelHeadline' },
);

/** Is the model worth its place? In words, with what needs somebody, before any chart. */
export function HeadlinePanel(props: {
  health: ModelHealth;
  evaluation: ShowcallerQuery<ModelEvaluation | undefined>;
  refreshing: boolean;
}) {
  const { health, evaluation, refreshing } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { serving } = health;
  return (
    <Paper className={classes.root}>
      <AlertList alerts={health.alerts} />
      <QueryContent
        query={evaluation}
        what={t('modelHealth.evaluation.what')}
        permission={showcallerReadPermission.name}
        lines={3}
      >
        {value => {
          const { tone, headline, details } = modelHeadline(
            value,
            health.ladder,
          );
          return (
            <>
              <Typography variant="h5" component="h2">
                <ToneText tone={tone}>{headline}</ToneText>
              </Typography>
              <div className={classes.details}>
                {details.map(sentence => (
                  <Typography key={sentence}>{sentence}</Typography>
                ))}
              </div>
            </>
          );
        }}
      </QueryContent>
      <div className={classes.foot}>
        <Typography variant="body2" color="textSecondary">
          {serving.id} {serving.version}: {modelOrigin(serving)}
        </Typography>
        <AsOf time={new Date(health.asOf)} refreshing={refreshing} />
      </div>
    </Paper>
  );
}
