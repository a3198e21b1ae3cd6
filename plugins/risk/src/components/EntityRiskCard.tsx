import { InfoCard } from '@backstage/core-components';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type {
  EntityRisk,
  RiskRollupRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatProbability,
  QueryContent,
  RelativeTime,
  riskBandLabels,
  RiskMeter,
  riskBandTones,
  RiskSparkline,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { isRollupKind } from '../entityKinds';
import { riskTranslationRef } from '../translation';
import { riskVerdict, rollupVerdict } from '../verdict';
import { useGateDetail } from './Gate/useGateDetail';
import { LoadedRisk } from './LoadedRisk';
import { LoadedRollup } from './LoadedRollup';
import { RiskEmptyState } from './RiskEmptyState';
import { useRiskTrend } from './useEntityRisk';
import { useRiskLink } from './useRiskLink';

const TREND_DAYS = 30;

/** Risk in a card of the overview: number, band, decision, trend and the way to the tab. */
export function EntityRiskCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(riskTranslationRef);
  const riskLink = useRiskLink();
  return (
    <InfoCard
      title={t('card.title')}
      deepLink={{
        title: t('card.open'),
        link: riskLink(stringifyEntityRef(entity)),
      }}
    >
      {isRollupKind(entity) ? (
        <LoadedRollup entity={entity}>
          {rows => <RollupSummary rows={rows} />}
        </LoadedRollup>
      ) : (
        <LoadedRisk entity={entity}>
          {risk => <LatestSummary entity={entity} risk={risk} />}
        </LoadedRisk>
      )}
    </InfoCard>
  );
}

function LatestSummary(props: { entity: Entity; risk: EntityRisk }) {
  const { entity, risk } = props;
  const { latest } = risk;
  const gate = useGateDetail({
    decisionId: risk.decision?.id,
    entityRef: latest?.entityRef,
  });
  const verdict = riskVerdict(risk, gate.value);
  if (!latest || !verdict) {
    return <RiskEmptyState entity={entity} reason={risk.emptyReason} />;
  }
  return (
    <>
      <Typography variant="h4" component="p">
        {latest.probability === undefined
          ? '–'
          : formatProbability(latest.probability)}
      </Typography>
      <Typography>
        <ToneText tone={riskBandTones[latest.band]}>
          {riskBandLabels[latest.band]}
        </ToneText>
      </Typography>
      <RiskMeter probability={latest.probability} interval={latest.interval} />
      <Typography>
        <ToneText tone={verdict.tone}>{verdict.headline}</ToneText>
      </Typography>
      <Typography variant="body2" color="textSecondary">
        <RelativeTime time={latest.occurredAt} />
      </Typography>
      <TrendSummary entityRef={latest.entityRef} />
    </>
  );
}

function TrendSummary(props: { entityRef: string }) {
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useRiskTrend({ entityRef: props.entityRef, days: TREND_DAYS });
  return (
    <QueryContent query={query} what={t('what.trend')} lines={1}>
      {trend => (trend.length > 1 ? <RiskSparkline trend={trend} /> : null)}
    </QueryContent>
  );
}

function RollupSummary(props: { rows: RiskRollupRow[] }) {
  const verdict = rollupVerdict(props.rows);
  return (
    <>
      <Typography variant="h6" component="p">
        <ToneText tone={verdict.tone}>{verdict.headline}</ToneText>
      </Typography>
      <Typography>{verdict.detail}</Typography>
    </>
  );
}
