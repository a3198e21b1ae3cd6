import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TrainingRun } from '@showcaller/backstage-plugin-showcaller-common';
import {
  PlainTable,
  RelativeTime,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { runFacts, runStatusWords } from './runWords';

/** What was trained, when, from what, and what came of it. */
export function RunsTable(props: { runs: TrainingRun[] }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t('modelHealth.training.caption')}
      rows={props.runs}
      rowKey={run => run.id}
      columns={[
        {
          id: 'when',
          title: t('modelHealth.training.when'),
          cell: run => (
            <RelativeTime
              time={run.finishedAt ?? run.startedAt ?? run.queuedAt}
            />
          ),
        },
        {
          id: 'status',
          title: t('modelHealth.training.status'),
          cell: run => <StatusText word={runStatusWords[run.status]} />,
        },
        {
          id: 'trigger',
          title: t('modelHealth.training.trigger'),
          cell: run => t(`modelHealth.training.triggers.${run.trigger}`),
        },
        {
          id: 'made',
          title: t('modelHealth.training.made'),
          cell: run => runFacts(run) || '–',
        },
        {
          id: 'outcome',
          title: t('modelHealth.training.outcome'),
          cell: run => run.outcome ?? run.stage,
        },
      ]}
    />
  );
}
