import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  AuditOverview,
  AuditVerification,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  ToneText,
  useChartPalette,
  useNow,
  useShowcallerAction,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ExportLog } from '../export/ExportLog';
import { HowToVerify } from '../export/HowToVerify';
import { GrowthLine } from '../growth/GrowthLine';
import { auditWords } from './auditWords';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(3),
      display: 'grid',
      gap: theme.spacing(1.5),
      gridTemplateColumns: 'minmax(0, 1fr)',
      borderLeft: '6px solid transparent',
    },
    details: { display: 'grid', gap: theme.spacing(0.5) },
    actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerAuditHeadline' },
);

/** Whether the log is as it was written, in words; checks it again, gives it away. */
export function AuditHeadline(props: {
  overview: AuditOverview;
  query: ShowcallerQuery<AuditOverview>;
}) {
  const { overview, query } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const now = useNow();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { tone, headline, details } = auditWords(overview, { now });
  const check = overview.lastVerification;
  const start = useShowcallerAction<void, AuditVerification>({
    send: api => api.startAuditVerification(),
    onDone: query.retry,
  });
  const running = check?.state === 'running';
  const broken = check?.state === 'broken';
  return (
    <Paper
      className={classes.root}
      role={broken ? 'alert' : undefined}
      style={broken ? { borderLeftColor: palette.high } : undefined}
    >
      <Typography variant="h5" component="h2">
        <ToneText tone={tone}>{headline}</ToneText>
      </Typography>
      {running && (
        <LinearProgress
          variant={
            check.progress === undefined ? 'indeterminate' : 'determinate'
          }
          value={Math.round((check.progress ?? 0) * 100)}
          aria-label={t('audit.verify.progress')}
        />
      )}
      <div className={classes.details}>
        {details.map(sentence => (
          <Typography key={sentence}>{sentence}</Typography>
        ))}
        <GrowthLine overview={overview} />
      </div>
      <div className={classes.actions}>
        <Button
          size="small"
          variant="outlined"
          disabled={running || start.sending}
          onClick={() => start.run()}
        >
          {t(running ? 'audit.verify.running' : 'audit.verify.start')}
        </Button>
        <ExportLog entries={overview.entries} />
      </div>
      <div role="status">
        {start.error && (
          <ToneText tone="error">
            {t('audit.verify.failed', { reason: start.error })}
          </ToneText>
        )}
      </div>
      <HowToVerify overview={overview} />
      {query.loadedAt && (
        <AsOf time={query.loadedAt} refreshing={query.refreshing} />
      )}
    </Paper>
  );
}
