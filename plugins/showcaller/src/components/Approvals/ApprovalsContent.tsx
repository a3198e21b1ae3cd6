import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  EmptyState,
  PagedTable,
  QueryContent,
  ToneText,
  usePageInUrl,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { useInboxColumns } from './inboxColumns';
import { useInboxScope } from './inboxQuery';
import { ScopeChoice } from './ScopeChoice';

const PAGE_SIZE = 20;
/** Seconds between looks: somebody else may have approved it meanwhile. */
const POLL_SECONDS = 20;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'ShowcallerApprovals' },
);

/** What waits for the reader's word, longest waiting first; or all that waits and they may see. */
export function ApprovalsContent() {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [scope, setScope] = useInboxScope();
  const { request, setOffset } = usePageInUrl('page', PAGE_SIZE);
  const columns = useInboxColumns(scope);
  const query = useShowcallerQuery({
    key: `approvals:${scope}:${request.offset}`,
    load: api => api.getApprovals({ scope, ...request }),
    pollSeconds: POLL_SECONDS,
  });
  const mine = scope === 'mine';
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <ScopeChoice scope={scope} onChange={setScope} />
        {query.loadedAt && (
          <AsOf time={query.loadedAt} refreshing={query.refreshing} />
        )}
      </div>
      <QueryContent
        query={query}
        what={t('approvals.what')}
        permission={showcallerReadPermission.name}
        lines={8}
      >
        {page =>
          page.totalItems === 0 ? (
            <EmptyState
              title={t(
                mine ? 'approvals.empty.mineTitle' : 'approvals.empty.allTitle',
              )}
            >
              <Typography paragraph>
                {t(mine ? 'approvals.empty.mine' : 'approvals.empty.all')}
              </Typography>
              {mine && (
                <Button variant="outlined" onClick={() => setScope('all')}>
                  {t('approvals.empty.seeAll')}
                </Button>
              )}
            </EmptyState>
          ) : (
            <>
              <Typography variant="h5" component="h2">
                <ToneText tone={mine ? 'warning' : 'neutral'}>
                  {t(mine ? 'approvals.summaryMine' : 'approvals.summaryAll', {
                    count: page.totalItems,
                  })}
                </ToneText>
              </Typography>
              <PagedTable
                label={t(
                  mine ? 'approvals.captionMine' : 'approvals.captionAll',
                )}
                columns={columns}
                page={page}
                rowKey={row => `${row.kind} ${row.reference ?? row.decisionId}`}
                empty=""
                onOffsetChange={setOffset}
              />
            </>
          )
        }
      </QueryContent>
    </div>
  );
}
