import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  formatAbsolute,
  modelOrigin,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';

/** Which model said so, what it learned from, evaluated by what, when; its hash can be copied. */
export function ModelLine(props: {
  assessment: Pick<RiskAssessment, 'model' | 'scoredAt'>;
}) {
  const { model, scoredAt } = props.assessment;
  const { t } = useTranslationRef(riskTranslationRef);
  // Only adds to the line: without it the line still says what the assessment knows.
  const { value: card } = useShowcallerQuery({
    key: 'model',
    load: api => api.getModel(),
    refreshOnRiskOf: false,
    refreshOnModel: true,
  });
  return (
    <Typography variant="body2" color="textSecondary" component="div">
      {t('model.line', {
        id: model.id,
        version: model.version,
        runtime: model.runtime,
        time: formatAbsolute(scoredAt),
      })}{' '}
      ·{' '}
      <CopyableText
        what={t('model.hash')}
        text={model.hash}
        shown={model.hash.slice(0, 12)}
      />
      {card && (
        <div>
          {card.hash === model.hash
            ? t('model.origin', { origin: modelOrigin(card) })
            : t('model.other', { id: card.id, version: card.version })}
        </div>
      )}
    </Typography>
  );
}
