import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import ButtonBase from '@material-ui/core/ButtonBase';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerAuditReadPermission,
  type AuditEntry,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  PlainTable,
  QueryContent,
  RelativeTime,
  useShowcallerQuery,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ListingFoot } from '../../shared/ListingFoot';
import { actionWords } from './actionWords';
import { filterOf, type AuditQuery } from './auditQuery';
import { Actor, Subject } from './Subject';
import type { ChangeAuditQuery } from './useAuditQuery';

const useStyles = makeStyles(
  theme => ({
    open: {
      ...theme.typography.body2,
      color: theme.palette.link,
      textAlign: 'left',
      '&:hover, &:focus-visible': { textDecoration: 'underline' },
    },
  }),
  { name: 'ShowcallerAuditEntries' },
);

/** One page of the log, newest first; what was done opens the entry. */
export function EntriesListing(props: {
  query: AuditQuery;
  change: ChangeAuditQuery;
}) {
  const { query, change } = props;
  const { page, pageSize } = query;
  const filter = filterOf(query);
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const entries = useShowcallerQuery({
    key: `audit-entries:${JSON.stringify(filter)}:${page}:${pageSize}`,
    load: api =>
      api.getAuditEntries({
        ...filter,
        limit: pageSize,
        offset: page * pageSize,
      }),
    refreshOnRiskOf: false,
  });
  const columns: PlainTableColumn<AuditEntry>[] = [
    {
      id: 'seq',
      title: t('audit.entries.seq'),
      align: 'right',
      cell: row => row.seq,
    },
    {
      id: 'at',
      title: t('audit.entries.at'),
      cell: row => <RelativeTime time={row.at} />,
    },
    {
      id: 'actor',
      title: t('audit.entries.actor'),
      cell: row => <Actor actor={row.actor} />,
    },
    {
      id: 'action',
      title: t('audit.entries.action'),
      cell: row => (
        <>
          <ButtonBase
            className={classes.open}
            aria-label={t('audit.entries.open', {
              seq: String(row.seq),
              action: actionWords(row.action),
            })}
            onClick={() => change({ entry: row.seq })}
          >
            {actionWords(row.action)}
          </ButtonBase>
          <Typography variant="caption" component="div" color="textSecondary">
            {row.action}
          </Typography>
        </>
      ),
    },
    {
      id: 'subject',
      title: t('audit.entries.subject'),
      cell: row => <Subject subject={row.subject} />,
    },
    {
      id: 'entity',
      title: t('audit.entries.entity'),
      cell: row =>
        row.entityRef ? <EntityRefLink entityRef={row.entityRef} /> : '–',
    },
  ];
  return (
    <QueryContent
      query={entries}
      what={t('audit.entries.what')}
      permission={showcallerAuditReadPermission.name}
      lines={10}
    >
      {({ items, totalItems }) =>
        totalItems === 0 ? (
          <EmptyState title={t('audit.entries.emptyTitle')}>
            {t('audit.entries.empty')}
          </EmptyState>
        ) : (
          <>
            <PlainTable
              label={t('audit.entries.caption')}
              columns={columns}
              rows={items}
              rowKey={row => String(row.seq)}
            />
            <ListingFoot
              count={totalItems}
              shown={{ page, pageSize }}
              change={change}
              query={entries}
            />
          </>
        )
      }
    </QueryContent>
  );
}
