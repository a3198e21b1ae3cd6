import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { HistoryImportRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  PlainTable,
  RelativeTime,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { importProgress, importTones, isActive } from './importProgress';
import { useStartImport } from './useStartImport';

const useStyles = makeStyles(
  theme => ({
    progress: { minWidth: 200 },
    together: { whiteSpace: 'nowrap' },
    error: {
      maxWidth: 420,
      overflowWrap: 'anywhere',
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'ShowcallerImportsTable' },
);

/** One row per imported entity. */
export function ImportsTable(props: {
  rows: HistoryImportRow[];
  onStarted: () => void;
}) {
  const { rows, onStarted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t('imports.caption')}
      rows={rows}
      rowKey={row => row.entityRef}
      columns={[
        {
          id: 'entity',
          title: t('imports.entity'),
          cell: row => (
            <span className={classes.together}>
              <EntityRefLink entityRef={row.entityRef} />
            </span>
          ),
        },
        {
          id: 'repository',
          title: t('imports.repository'),
          cell: row => <span title={row.location}>{row.repository}</span>,
        },
        {
          id: 'status',
          title: t('imports.status'),
          cell: row => (
            <>
              <ToneText tone={importTones[row.status]}>
                {t(`imports.words.${row.status}`)}
              </ToneText>
              {row.error && <div className={classes.error}>{row.error}</div>}
            </>
          ),
        },
        {
          id: 'progress',
          title: t('imports.progress'),
          cell: row => <Progress row={row} />,
        },
        {
          id: 'speed',
          title: t('imports.speed'),
          align: 'right',
          cell: row => importProgress(row).speed,
        },
        {
          id: 'finished',
          title: t('imports.finished'),
          cell: row => <RelativeTime time={row.finishedAt} absent="" />,
        },
        {
          id: 'again',
          title: t('imports.action'),
          cell: row => <ImportAgain row={row} onStarted={onStarted} />,
        },
      ]}
    />
  );
}

function Progress({ row }: { row: HistoryImportRow }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { percent, count, eta } = importProgress(row);
  return (
    <div className={classes.progress}>
      {isActive(row) && (
        <LinearProgress
          aria-label={t('imports.progressOf', { entity: row.entityRef })}
          variant={percent === undefined ? 'indeterminate' : 'determinate'}
          value={percent}
        />
      )}
      <Typography variant="body2">
        {[count, eta].filter(Boolean).join(', ')}
      </Typography>
    </div>
  );
}

function ImportAgain(props: { row: HistoryImportRow; onStarted: () => void }) {
  const { row, onStarted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { start, starting, error } = useStartImport(onStarted);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        className={classes.together}
        disabled={starting || isActive(row)}
        aria-label={t('imports.againFor', { entity: row.entityRef })}
        onClick={() => start(row.entityRef)}
      >
        {t('imports.again')}
      </Button>
      <div role="status">
        {error && (
          <ToneText tone="error">
            {t('imports.startFailed', { reason: error })}
          </ToneText>
        )}
      </div>
    </>
  );
}
