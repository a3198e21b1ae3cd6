import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ModelEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import {
  InlineBar,
  PlainTable,
  signalGroupWords,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ablationRows } from './evaluationWords';

/** What each group of signals is worth, as bars: how much the model loses without it. */
export function AblationTable(props: {
  ablation: ModelEvaluation['ablation'];
}) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const rows = ablationRows(props.ablation);
  const limit = Math.max(...rows.map(row => row.aucLoss), 1e-9);
  return (
    <section>
      <Typography variant="subtitle1" component="h3">
        {t('modelHealth.evaluation.ablation')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('modelHealth.evaluation.ablationHint')}
      </Typography>
      <PlainTable
        label={t('modelHealth.evaluation.ablation')}
        rows={rows}
        rowKey={row => row.group}
        columns={[
          {
            id: 'group',
            title: t('modelHealth.evaluation.group'),
            cell: row => signalGroupWords(row.group).label,
          },
          {
            id: 'bar',
            title: '',
            cell: row => <InlineBar value={row.aucLoss} limit={limit} />,
          },
          {
            id: 'auc',
            title: t('modelHealth.evaluation.auc'),
            align: 'right',
            cell: row => row.auc,
          },
          {
            id: 'loss',
            title: t('modelHealth.evaluation.loss'),
            align: 'right',
            cell: row => row.logLoss,
          },
        ]}
      />
    </section>
  );
}
