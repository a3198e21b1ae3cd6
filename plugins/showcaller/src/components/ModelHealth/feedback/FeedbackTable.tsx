import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { DecisionFeedbackRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  PlainTable,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { rateWords } from './rateWords';

/** False passes and false blocks of each service, or of each rule. */
export function FeedbackTable(props: {
  kind: DecisionFeedbackRow['kind'];
  rows: DecisionFeedbackRow[];
}) {
  const { kind, rows } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t(`modelHealth.feedback.${kind}s`)}
      rows={rows}
      rowKey={row => row.subject}
      columns={[
        {
          id: 'subject',
          title: t(`modelHealth.feedback.${kind}`),
          cell: row =>
            kind === 'service' ? (
              <EntityRefLink entityRef={row.subject} />
            ) : (
              <code>{row.subject}</code>
            ),
        },
        {
          id: 'decisions',
          title: t('modelHealth.feedback.decisions'),
          align: 'right',
          cell: row => formatNumber(row.decisions),
        },
        {
          id: 'falsePass',
          title: t('modelHealth.feedback.falsePass'),
          cell: row => rateWords(row.falsePass),
        },
        {
          id: 'falseBlock',
          title: t('modelHealth.feedback.falseBlock'),
          cell: row => rateWords(row.falseBlock),
        },
      ]}
    />
  );
}
