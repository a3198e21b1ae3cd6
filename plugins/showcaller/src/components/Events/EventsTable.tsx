import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import Checkbox from '@material-ui/core/Checkbox';
import { makeStyles } from '@material-ui/core/styles';
import type {
  RawEventRow,
  RawEventStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  PlainTable,
  RelativeTime,
  ToneText,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { formatBytes } from './formatBytes';
import { rawEventTones } from './rawEventTones';

const useStyles = makeStyles(
  theme => ({
    open: {
      ...theme.typography.body2,
      color: theme.palette.link,
      textAlign: 'left',
      '&:hover, &:focus': { textDecoration: 'underline' },
    },
    reason: { maxWidth: 520, overflowWrap: 'anywhere' },
  }),
  { name: 'ShowcallerEventsTable' },
);

/** Events with a tick box each; the event's type opens it. Dead letters lead with why they are dead. */
export function EventsTable(props: {
  rows: RawEventRow[];
  only?: RawEventStatus;
  selected: string[];
  onSelect: (ids: string[]) => void;
  onOpen: (id: string) => void;
}) {
  const { rows, only, selected, onSelect, onOpen } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const ids = rows.map(row => row.id);
  const all = ids.length > 0 && ids.every(id => selected.includes(id));

  const reason: PlainTableColumn<RawEventRow> = {
    id: 'reason',
    title: t('events.reason'),
    cell: row => <div className={classes.reason}>{row.reason}</div>,
  };
  const columns: PlainTableColumn<RawEventRow>[] = [
    {
      id: 'select',
      padding: 'checkbox',
      title: (
        <Checkbox
          size="small"
          checked={all}
          indeterminate={!all && selected.length > 0}
          inputProps={{ 'aria-label': t('events.selectAll') }}
          onChange={() => onSelect(all ? [] : ids)}
        />
      ),
      cell: ({ id, deliveryId }) => (
        <Checkbox
          size="small"
          checked={selected.includes(id)}
          inputProps={{
            'aria-label': t('events.select', { delivery: deliveryId }),
          }}
          onChange={(_, on) =>
            onSelect(on ? [...selected, id] : selected.filter(s => s !== id))
          }
        />
      ),
    },
    {
      id: 'type',
      title: t('events.type'),
      cell: row => (
        <ButtonBase className={classes.open} onClick={() => onOpen(row.id)}>
          {row.source} {row.eventType}
        </ButtonBase>
      ),
    },
    ...(only === 'dead' ? [reason] : []),
    {
      id: 'received',
      title: t('events.received'),
      cell: row => <RelativeTime time={row.receivedAt} />,
    },
    ...(only
      ? []
      : [
          {
            id: 'status',
            title: t('events.status'),
            cell: (row: RawEventRow) => (
              <ToneText tone={rawEventTones[row.status]}>
                {t(`events.words.${row.status}`)}
              </ToneText>
            ),
          },
        ]),
    {
      id: 'cdEvents',
      title: t('events.cdEvents'),
      align: 'right',
      cell: row => formatNumber(row.cdEvents),
    },
    {
      id: 'size',
      title: t('events.size'),
      align: 'right',
      cell: row => formatBytes(row.bodyBytes),
    },
    {
      id: 'delivery',
      title: t('events.delivery'),
      cell: row => row.deliveryId,
    },
    ...(only === 'dead' ? [] : [reason]),
  ];

  return (
    <PlainTable
      label={
        only === 'dead' ? t('events.deadLetters.caption') : t('events.caption')
      }
      columns={columns}
      rows={rows}
      rowKey={row => row.id}
    />
  );
}
