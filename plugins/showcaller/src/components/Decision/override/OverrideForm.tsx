import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReactTranslationRef,
  ToneText,
  useChartPalette,
} from '@showcaller/backstage-plugin-showcaller-react';
import {
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { showcallerTranslationRef } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'grid',
      gap: theme.spacing(1.5),
      maxWidth: 560,
      padding: theme.spacing(1.5),
      border: '2px solid',
      borderRadius: theme.shape.borderRadius,
    },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerOverrideForm' },
);

/** Characters of a reason that say something; the backend refuses less. */
const SHORTEST = 5;

/** Asks in place for the incident and the reason of letting something through against the gate. Escape leaves it. */
export function OverrideForm(props: {
  sending: boolean;
  error?: string;
  /** What exactly is let through. */
  children: ReactNode;
  onConfirm: (request: { incidentId: string; reason: string }) => void;
  onCancel: () => void;
}) {
  const { sending, error, children, onConfirm, onCancel } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { t: common } = useTranslationRef(showcallerReactTranslationRef);
  const [incidentId, setIncidentId] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const noIncident = incidentId.trim() === '';
  const noReason = reason.trim().length < SHORTEST;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!noIncident && !noReason && !sending) {
      onConfirm({ incidentId: incidentId.trim(), reason: reason.trim() });
    }
  };
  const leaveOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      onCancel();
    }
  };
  const field = {
    required: true,
    size: 'small',
    variant: 'outlined',
    disabled: sending,
    onKeyDown: leaveOnEscape,
  } as const;
  return (
    <form
      className={classes.root}
      style={{ borderColor: palette.high }}
      aria-label={t('decision.override.formTitle')}
      noValidate
      onSubmit={submit}
    >
      <Typography variant="subtitle1" component="h3">
        <ToneText tone="error">{t('decision.override.formTitle')}</ToneText>
      </Typography>
      {children}
      <Typography variant="body2">{t('decision.override.explain')}</Typography>
      <TextField
        {...field}
        inputRef={takeFocus}
        id="showcaller-override-incident"
        label={t('decision.override.incident')}
        value={incidentId}
        error={asked && noIncident}
        helperText={t(
          asked && noIncident
            ? 'decision.override.incidentMissing'
            : 'decision.override.incidentHelp',
        )}
        inputProps={{ maxLength: 200 }}
        onChange={event => setIncidentId(event.target.value)}
      />
      <TextField
        {...field}
        multiline
        id="showcaller-override-reason"
        label={t('decision.override.reason')}
        value={reason}
        error={asked && noReason}
        helperText={common(
          asked && noReason ? 'reason.missing' : 'reason.kept',
        )}
        inputProps={{ maxLength: 1_000 }}
        onChange={event => setReason(event.target.value)}
      />
      <div className={classes.buttons}>
        <Button
          type="submit"
          size="small"
          variant="contained"
          color="secondary"
          disabled={sending}
          onKeyDown={leaveOnEscape}
        >
          {sending ? common('reason.sending') : t('decision.override.confirm')}
        </Button>
        <Button size="small" onClick={onCancel} onKeyDown={leaveOnEscape}>
          {common('reason.cancel')}
        </Button>
      </div>
      <div role="status">
        {error && (
          <ToneText tone="error">
            {common('reason.failed', { reason: error })}
          </ToneText>
        )}
      </div>
    </form>
  );
}

/** Whoever pressed the button that opened the form goes on in its first field. */
function takeFocus(field: HTMLElement | null): void {
  field?.focus();
}
