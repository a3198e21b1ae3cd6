import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import {
  showcallerReadPermission,
  type RiskModelCard,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  FactList,
  formatNumber,
  formatShare,
  PlainTable,
  QueryContent,
  ToneText,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { formatDifference, parityStatus } from './parityStatus';

/** What scores: which model, whether it can be trusted, what it was made from, what it looks at. */
export function ModelContent() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useShowcallerQuery({
    key: 'model',
    load: api => api.getModel(),
    refreshOnRiskOf: false,
  });
  return (
    <QueryContent
      query={query}
      what={t('model.what')}
      permission={showcallerReadPermission.name}
      lines={8}
    >
      {model => (
        <Grid container>
          <Grid item xs={12}>
            <InfoCard title={t('model.serving')}>
              <ModelFacts model={model} />
            </InfoCard>
          </Grid>
          <Grid item xs={12}>
            <InfoCard title={t('model.features')}>
              <FeaturesTable features={model.features} />
            </InfoCard>
          </Grid>
        </Grid>
      )}
    </QueryContent>
  );
}

function ModelFacts({ model }: { model: RiskModelCard }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const parity = parityStatus(model.parity);
  return (
    <FactList
      facts={[
        [t('model.id'), model.id],
        [t('model.version'), model.version],
        [
          t('model.runtime'),
          <ToneText tone={model.runtime === 'onnxruntime' ? 'ok' : 'warning'}>
            {t(`model.runtimes.${model.runtime}`)}
          </ToneText>,
        ],
        [
          t('model.parity'),
          <ToneText tone={parity.tone}>
            {parity.word === 'unknown'
              ? t('model.parityUnknown')
              : t(
                  parity.word === 'held'
                    ? 'model.parityHeld'
                    : 'model.parityBroken',
                  {
                    rows: formatNumber(parity.rows),
                    difference: formatDifference(parity.maxDifference),
                  },
                )}
          </ToneText>,
        ],
        [
          t('model.hash'),
          <CopyableText what={t('model.hash')} text={model.hash} />,
        ],
        [
          t('model.schemaHash'),
          <CopyableText what={t('model.schemaHash')} text={model.schemaHash} />,
        ],
        [t('model.trainedOn'), model.trainedOn],
        [t('model.rows'), formatNumber(model.trainingRows)],
        [t('model.baseRate'), formatShare(model.baseRate)],
      ]}
    />
  );
}

function FeaturesTable({ features }: Pick<RiskModelCard, 'features'>) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t('model.features')}
      rows={features}
      rowKey={feature => feature.name}
      columns={[
        {
          id: 'feature',
          title: t('model.feature'),
          cell: feature => `${feature.label} (${feature.name})`,
        },
        {
          id: 'group',
          title: t('model.group'),
          cell: feature => feature.group,
        },
        { id: 'unit', title: t('model.unit'), cell: feature => feature.unit },
        {
          id: 'description',
          title: t('model.description'),
          cell: feature => feature.description,
        },
      ]}
    />
  );
}
