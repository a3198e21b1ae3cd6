import { InfoCard, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import {
  showcallerReadPermission,
  type ModelEvaluation,
  type RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  modelRungWords,
  QueryContent,
  RelativeTime,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { useSelectedModel } from '../useSelectedModel';
import { AblationTable } from './AblationTable';
import { EvaluationCharts } from './EvaluationCharts';
import { stabilitySentence } from './evaluationWords';
import { MetricsTable } from './MetricsTable';

/** How good a model is: measures beside simple models, its curves, what each group of signals is worth. */
export function EvaluationCard(props: {
  version: RiskModelVersion;
  query: ShowcallerQuery<ModelEvaluation | undefined>;
}) {
  const { version, query } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { linkTo } = useSelectedModel();
  return (
    <InfoCard
      title={t('modelHealth.evaluation.title')}
      subheader={t('modelHealth.evaluation.of', {
        id: version.id,
        version: version.version,
        rung: modelRungWords[version.rung].label,
      })}
    >
      {version.status !== 'champion' && (
        <Typography paragraph>
          <Link to={linkTo(undefined)}>
            {t('modelHealth.evaluation.backToServing')}
          </Link>
        </Typography>
      )}
      <QueryContent
        query={query}
        what={t('modelHealth.evaluation.what')}
        permission={showcallerReadPermission.name}
        lines={10}
      >
        {evaluation =>
          evaluation ? (
            <Evaluation evaluation={evaluation} />
          ) : (
            <EmptyState title={t('modelHealth.evaluation.emptyTitle')}>
              {t('modelHealth.evaluation.empty')}
            </EmptyState>
          )
        }
      </QueryContent>
    </InfoCard>
  );
}

function Evaluation(props: { evaluation: ModelEvaluation }) {
  const { evaluation } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const stability = stabilitySentence(evaluation);
  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <MetricsTable evaluation={evaluation} />
      </Grid>
      <EvaluationCharts evaluation={evaluation} />
      {evaluation.ablation.length > 0 && (
        <Grid item xs={12} lg={stability ? 8 : 12}>
          <AblationTable ablation={evaluation.ablation} />
        </Grid>
      )}
      {stability && (
        <Grid item xs={12} lg={4}>
          <Typography variant="subtitle1" component="h3">
            {t('modelHealth.evaluation.stability')}
          </Typography>
          <Typography variant="body2">{stability}</Typography>
        </Grid>
      )}
      <Grid item xs={12}>
        <Typography variant="caption" color="textSecondary">
          {t('modelHealth.evaluation.computed')}{' '}
          <RelativeTime time={evaluation.computedAt} />
        </Typography>
      </Grid>
    </Grid>
  );
}
