import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import {
  showcallerAuditReadPermission,
  type AuditFilter,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  QueryContent,
  statusOf,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { EntryDetail } from './EntryDetail';

const useStyles = makeStyles(
  theme => ({
    paper: { width: 'min(860px, 100vw)', padding: theme.spacing(3) },
    title: {
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'center',
    },
  }),
  { name: 'ShowcallerEntryDrawer' },
);

/** The entry with the given number, beside the table it was opened from. */
export function EntryDrawer(props: {
  seq: number | undefined;
  onClose: () => void;
  onFilter: (filter: AuditFilter) => void;
}) {
  const { seq, onClose, onFilter } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const title = t('audit.entry.title', { seq: String(seq ?? '') });
  return (
    <Drawer
      anchor="right"
      open={seq !== undefined}
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{ role: 'dialog', 'aria-modal': true, 'aria-label': title }}
    >
      <div className={classes.title}>
        <Typography variant="h4" component="h2">
          {title}
        </Typography>
        <IconButton aria-label={t('audit.entry.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </div>
      {seq !== undefined && (
        <LoadedEntry key={seq} seq={seq} onFilter={onFilter} />
      )}
    </Drawer>
  );
}

function LoadedEntry(props: {
  seq: number;
  onFilter: (filter: AuditFilter) => void;
}) {
  const { seq, onFilter } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  // What was written never changes; checking its proof asks again.
  const query = useShowcallerQuery({
    key: `audit-entry:${seq}`,
    load: api => api.getAuditProof(seq),
    refreshOnRiskOf: false,
    pollSeconds: false,
  });
  if (query.error && statusOf(query.error) === 404) {
    return (
      <EmptyState title={t('audit.entry.notFoundTitle')}>
        {t('audit.entry.notFound', { seq: String(seq) })}
      </EmptyState>
    );
  }
  return (
    <QueryContent
      query={query}
      what={t('audit.entry.what')}
      permission={showcallerAuditReadPermission.name}
      lines={10}
    >
      {proof => <EntryDetail proof={proof} onFilter={onFilter} />}
    </QueryContent>
  );
}
