import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import {
  showcallerReadPermission,
  type ModelHealth,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { ModelCard } from './card/ModelCard';
import { DriftCard } from './drift/DriftCard';
import { EvaluationCard } from './evaluation/EvaluationCard';
import { FairnessCard } from './fairness/FairnessCard';
import { FeedbackCard } from './feedback/FeedbackCard';
import { HeadlinePanel } from './headline/HeadlinePanel';
import { LadderCard } from './ladder/LadderCard';
import { useModelEvaluation, useModelHealth } from './queries';
import { chooseVersion } from './registry/versionActions';
import { VersionsCard } from './registry/VersionsCard';
import { ReportsCard } from './reports/ReportsCard';
import { ShadowCard } from './shadow/ShadowCard';
import { TrainingCard } from './training/TrainingCard';
import { useSelectedModel } from './useSelectedModel';

/** Can the model be trusted, how does it learn, and which one serves: in words first, then the evidence. */
export function ModelHealthContent() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useModelHealth();
  return (
    <QueryContent
      query={query}
      what={t('modelHealth.what')}
      permission={showcallerReadPermission.name}
      lines={12}
    >
      {health => <Health health={health} query={query} />}
    </QueryContent>
  );
}

function Health(props: {
  health: ModelHealth;
  query: ShowcallerQuery<ModelHealth>;
}) {
  const { health, query } = props;
  const { versions } = health;
  const { prefix } = useSelectedModel();
  const champion = chooseVersion(versions, undefined);
  const shown = chooseVersion(versions, prefix);
  const own = useModelEvaluation(champion?.hash ?? health.serving.hash);
  const other = useModelEvaluation(
    shown?.hash === champion?.hash ? undefined : shown?.hash,
  );
  const evaluation = shown?.hash === champion?.hash ? own : other;

  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <HeadlinePanel
          health={health}
          evaluation={own}
          refreshing={query.refreshing}
        />
      </Grid>
      <Grid item xs={12} lg={8}>
        <LadderCard ladder={health.ladder} serving={health.serving.rung} />
      </Grid>
      <Grid item xs={12} lg={4}>
        <TrainingCard health={health} onChanged={query.retry} />
      </Grid>
      <Grid item xs={12}>
        <VersionsCard
          versions={versions}
          shown={shown?.hash}
          onChanged={query.retry}
        />
      </Grid>
      {health.shadow && (
        <Grid item xs={12}>
          <ShadowCard shadow={health.shadow} versions={versions} />
        </Grid>
      )}
      {shown && (
        <Grid item xs={12}>
          <EvaluationCard version={shown} query={evaluation} />
        </Grid>
      )}
      <Grid item xs={12}>
        <DriftCard features={health.serving.features} />
      </Grid>
      <Grid item xs={12} xl={6}>
        <FeedbackCard />
      </Grid>
      <Grid item xs={12} xl={6}>
        <FairnessCard query={evaluation} />
      </Grid>
      <Grid item xs={12}>
        <ReportsCard />
      </Grid>
      <Grid item xs={12}>
        <ModelCard model={health.serving} />
      </Grid>
    </Grid>
  );
}
