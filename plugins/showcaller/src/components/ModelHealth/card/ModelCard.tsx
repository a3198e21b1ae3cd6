import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  Disclosure,
  FactList,
  formatNumber,
  formatPercent,
  modelOrigin,
  modelRungWords,
  PlainTable,
  signalGroupWords,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { formatDifference, parityStatus } from './parityStatus';

/** What scores: which model, whether it can be trusted, what it was made from, what it looks at. */
export function ModelCard(props: { model: RiskModelCard }) {
  const { model } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <InfoCard title={t('modelHealth.card.title')}>
      <ModelFacts model={model} />
      <Disclosure
        summary={`${t('modelHealth.card.features')}: ${t(
          'modelHealth.card.toFeatures',
          { count: model.features.length },
        )}`}
      >
        <FeaturesTable features={model.features} />
      </Disclosure>
    </InfoCard>
  );
}

function ModelFacts({ model }: { model: RiskModelCard }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <FactList
      facts={[
        [t('model.id'), model.id],
        [t('model.version'), model.version],
        [t('modelHealth.card.rung'), modelRungWords[model.rung].label],
        [t('modelHealth.card.origin'), modelOrigin(model)],
        [t('modelHealth.card.trees'), formatNumber(model.trees)],
        [
          t('modelHealth.card.calibrator'),
          t(`modelHealth.card.calibrators.${model.calibrator}`),
        ],
        [
          t('model.runtime'),
          <ToneText tone={model.runtime === 'onnxruntime' ? 'ok' : 'warning'}>
            {t(`model.runtimes.${model.runtime}`)}
          </ToneText>,
        ],
        [t('model.parity'), <Parity parity={model.parity} />],
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
        [t('model.baseRate'), formatPercent(model.baseRate)],
      ]}
    />
  );
}

function Parity(props: Pick<RiskModelCard, 'parity'>) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const parity = parityStatus(props.parity);
  return (
    <ToneText tone={parity.tone}>
      {parity.word === 'unknown'
        ? t('model.parityUnknown')
        : t(
            parity.word === 'held' ? 'model.parityHeld' : 'model.parityBroken',
            {
              rows: formatNumber(parity.rows),
              difference: formatDifference(parity.maxDifference),
            },
          )}
    </ToneText>
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
          cell: feature => signalGroupWords(feature.group).label,
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
