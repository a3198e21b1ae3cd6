import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ReplayIcon from '@material-ui/icons/Replay';
import {
  showcallerIngestReplayPermission,
  type ReplayRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ToneText } from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { useReplay } from './useReplay';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      minHeight: theme.spacing(5),
    },
  }),
  { name: 'ShowcallerReplayButton' },
);

/** Maps stored events again: asks in place, then says what came of it. */
export function ReplayButton(props: {
  request: ReplayRequest;
  /** How many events it is about. */
  count: number;
  label: string;
  onReplayed?: () => void;
}) {
  const { request, count, label, onReplayed } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const permission = showcallerIngestReplayPermission;
  const { loading, allowed } = usePermission({ permission });
  const replay = useReplay({ request, onReplayed });

  if (replay.step === 'asking') {
    return (
      <div className={classes.root} role="group" aria-label={label}>
        <Typography variant="body2">
          {t('replay.ask', { count })} {t('replay.safe')}
        </Typography>
        <Button
          ref={takeFocus}
          size="small"
          color="primary"
          variant="contained"
          onClick={replay.confirm}
        >
          {t('replay.confirm')}
        </Button>
        <Button size="small" onClick={replay.cancel}>
          {t('replay.cancel')}
        </Button>
      </div>
    );
  }
  const forbidden = !loading && !allowed;
  return (
    <div className={classes.root}>
      <Tooltip
        title={
          forbidden
            ? t('replay.forbidden', { permission: permission.name })
            : ''
        }
      >
        <span>
          <Button
            size="small"
            variant="outlined"
            startIcon={<ReplayIcon />}
            disabled={!allowed || replay.step === 'sending'}
            onClick={replay.ask}
          >
            {replay.step === 'sending' ? t('replay.sending') : label}
          </Button>
        </span>
      </Tooltip>
      <span role="status">
        {replay.step === 'done' && (
          <ToneText tone={replay.queued > 0 ? 'ok' : 'neutral'}>
            {replay.queued > 0
              ? t('replay.done', { count: replay.queued })
              : t('replay.nothing')}
          </ToneText>
        )}
        {replay.step === 'failed' && (
          <ToneText tone="error">
            {t('replay.failed', { reason: replay.reason })}
          </ToneText>
        )}
      </span>
    </div>
  );
}

/** The button that was pressed is gone; whoever uses the keyboard goes on from the question. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}
