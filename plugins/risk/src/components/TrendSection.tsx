import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  QueryContent,
  RiskTrendChart,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { useRiskTrend } from './useEntityRisk';

const DAYS = 90;

/** Risk over the deployments of the last 90 days. */
export function TrendSection(props: { entityRef: string }) {
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useRiskTrend({ entityRef: props.entityRef, days: DAYS });
  return (
    <InfoCard
      title={t('trend.title')}
      subheader={t('trend.subheader', { days: `${DAYS}` })}
    >
      <QueryContent query={query} what={t('what.trend')}>
        {trend =>
          trend.length === 0 ? (
            <Typography color="textSecondary">
              {t('trend.empty', { days: `${DAYS}` })}
            </Typography>
          ) : (
            <RiskTrendChart trend={trend} />
          )
        }
      </QueryContent>
    </InfoCard>
  );
}
