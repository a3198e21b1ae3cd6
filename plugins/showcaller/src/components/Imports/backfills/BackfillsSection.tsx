import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReadPermission,
  type BackfillRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  EmptyState,
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { BackfillsTable } from './BackfillsTable';
import { isBackfillActive } from './backfillWords';
import { StartBackfill } from './StartBackfill';

/** Seconds between refreshes while something is read, and while nothing is. */
const POLL_SECONDS = { active: 3, idle: 30 };

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(5) },
    intro: { maxWidth: 760, marginBottom: theme.spacing(2) },
  }),
  { name: 'ShowcallerBackfills' },
);

/** What vendors know of the past of components: start reading it, see how far it is, stop it. */
export function BackfillsSection() {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [active, setActive] = useState(false);
  const query = useShowcallerQuery<BackfillRow[]>({
    key: 'backfills',
    load: async api => {
      const rows = await api.getBackfills();
      setActive(rows.some(isBackfillActive));
      return rows;
    },
    refreshOnRiskOf: false,
    pollSeconds: active ? POLL_SECONDS.active : POLL_SECONDS.idle,
  });
  return (
    <section className={classes.root}>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('backfills.title')}
      </Typography>
      <Typography className={classes.intro}>{t('backfills.intro')}</Typography>
      <QueryContent
        query={query}
        what={t('backfills.what')}
        permission={showcallerReadPermission.name}
        lines={4}
      >
        {rows => (
          <>
            <StartBackfill onStarted={query.retry} />
            {rows.length === 0 ? (
              <EmptyState title={t('backfills.emptyTitle')}>
                {t('backfills.empty')}
              </EmptyState>
            ) : (
              <BackfillsTable rows={rows} onChanged={query.retry} />
            )}
            {query.loadedAt && <AsOf time={query.loadedAt} />}
          </>
        )}
      </QueryContent>
    </section>
  );
}
