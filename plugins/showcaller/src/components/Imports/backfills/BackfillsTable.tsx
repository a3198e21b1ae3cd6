import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { BackfillRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatDate,
  PlainTable,
  RelativeTime,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { BackfillAction } from './BackfillAction';
import { backfillCount, backfillTones } from './backfillWords';

const useStyles = makeStyles(
  theme => ({
    together: { whiteSpace: 'nowrap' },
    detail: {
      maxWidth: 420,
      overflowWrap: 'anywhere',
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'ShowcallerBackfillsTable' },
);

/** One row per component and vendor. */
export function BackfillsTable(props: {
  rows: BackfillRow[];
  onChanged: () => void;
}) {
  const { rows, onChanged } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t('backfills.caption')}
      rows={rows}
      rowKey={row => `${row.entityRef} ${row.source} ${row.repository}`}
      columns={[
        {
          id: 'entity',
          title: t('backfills.entity'),
          cell: row => (
            <span className={classes.together}>
              <EntityRefLink entityRef={row.entityRef} />
            </span>
          ),
        },
        {
          id: 'source',
          title: t('backfills.source'),
          cell: row => `${row.source}: ${row.repository}`,
        },
        {
          id: 'status',
          title: t('backfills.status'),
          cell: row => <Status row={row} />,
        },
        {
          id: 'stage',
          title: t('backfills.stage'),
          cell: row => (
            <>
              {row.stage}
              <div className={classes.detail}>{backfillCount(row)}</div>
            </>
          ),
        },
        {
          id: 'since',
          title: t('backfills.since'),
          cell: row => (
            <span className={classes.together}>{formatDate(row.since)}</span>
          ),
        },
        {
          id: 'finished',
          title: t('backfills.finished'),
          cell: row => <RelativeTime time={row.finishedAt} absent="" />,
        },
        {
          id: 'action',
          title: t('backfills.action'),
          cell: row => <BackfillAction row={row} onChanged={onChanged} />,
        },
      ]}
    />
  );
}

function Status(props: { row: BackfillRow }) {
  const { status, waitingUntil, error } = props.row;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <>
      <ToneText tone={backfillTones[status]}>
        {t(`backfills.words.${status}`)}
      </ToneText>
      {status === 'waiting' && waitingUntil && (
        <div className={classes.detail}>
          {t('backfills.waiting')} <RelativeTime time={waitingUntil} />
        </div>
      )}
      {error && <div className={classes.detail}>{error}</div>}
    </>
  );
}
