import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerAnnotations,
  showcallerIngestReadPermission,
  type UnmappedRepository,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  annotationYaml,
  EmptyState,
  formatNumber,
  PlainTable,
  QueryContent,
  RelativeTime,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { useEventsQuery } from '../Events/useEventsQuery';
import { ListingFoot } from '../shared/ListingFoot';
import { RequireIngestRead } from '../shared/RequireIngestRead';

const useStyles = makeStyles(
  theme => ({
    intro: { maxWidth: 760, marginBottom: theme.spacing(2) },
    annotation: { display: 'flex', alignItems: 'flex-start' },
    yaml: { margin: 0, fontSize: theme.typography.caption.fontSize },
    together: { whiteSpace: 'nowrap' },
    reason: { maxWidth: 420, overflowWrap: 'anywhere' },
  }),
  { name: 'ShowcallerUnmapped' },
);

/** Repositories that belong to no entity, each with the annotation that would change it. */
export function UnmappedContent() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <RequireIngestRead what={t('unmapped.what')}>
      <Unmapped />
    </RequireIngestRead>
  );
}

function Unmapped() {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [{ page, pageSize }, change] = useEventsQuery(undefined);
  const query = useShowcallerQuery({
    key: `unmapped:${page}:${pageSize}`,
    load: api =>
      api.getUnmappedRepositories({ limit: pageSize, offset: page * pageSize }),
    refreshOnRiskOf: false,
  });
  return (
    <QueryContent
      query={query}
      what={t('unmapped.what')}
      permission={showcallerIngestReadPermission.name}
      lines={6}
    >
      {({ items, totalItems }) =>
        totalItems === 0 ? (
          <EmptyState title={t('unmapped.emptyTitle')}>
            {t('unmapped.empty')}
          </EmptyState>
        ) : (
          <>
            <Typography className={classes.intro}>
              {t('unmapped.intro')}
            </Typography>
            <UnmappedTable rows={items} />
            <ListingFoot
              count={totalItems}
              shown={{ page, pageSize }}
              change={change}
              query={query}
            />
          </>
        )
      }
    </QueryContent>
  );
}

function UnmappedTable({ rows }: { rows: UnmappedRepository[] }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const classes = useStyles();
  return (
    <PlainTable
      label={t('unmapped.caption')}
      rows={rows}
      rowKey={row => `${row.source} ${row.repository}`}
      columns={[
        {
          id: 'repository',
          title: t('unmapped.repository'),
          cell: row => (
            <span className={classes.together}>{row.repository}</span>
          ),
        },
        { id: 'source', title: t('unmapped.source'), cell: row => row.source },
        {
          id: 'events',
          title: t('unmapped.events'),
          align: 'right',
          cell: row => formatNumber(row.events),
        },
        {
          id: 'first',
          title: t('unmapped.first'),
          cell: row => <RelativeTime time={row.firstSeen} />,
        },
        {
          id: 'last',
          title: t('unmapped.last'),
          cell: row => <RelativeTime time={row.lastSeen} />,
        },
        {
          id: 'reason',
          title: t('unmapped.reason'),
          cell: row => <div className={classes.reason}>{row.reason}</div>,
        },
        {
          id: 'annotation',
          title: t('unmapped.annotation'),
          cell: row => <Annotation repository={row.repository} />,
        },
      ]}
    />
  );
}

function Annotation({ repository }: { repository: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const yaml = annotationYaml({
    [showcallerAnnotations.githubProjectSlug]: repository,
  });
  return (
    <div className={classes.annotation}>
      <pre className={classes.yaml}>{yaml}</pre>
      <CopyTextButton
        text={yaml}
        tooltipText={t('unmapped.copied')}
        aria-label={t('unmapped.copy', { repository })}
      />
    </div>
  );
}
