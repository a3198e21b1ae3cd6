import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { showcallerReactTranslationRef } from '../translation';
import { ToneText } from './ToneText';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'grid',
      gap: theme.spacing(1),
      maxWidth: 560,
      padding: theme.spacing(1.5),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerReasonForm' },
);

/** Characters that say something; the backend refuses less. */
const SHORTEST = 5;

/** @public */
export interface ReasonFormProps {
  /** Name of the form: what is about to be done. */
  title: string;
  /** What it will do, and what it will not. */
  children?: ReactNode;
  /** Text of the button that does it. */
  confirm: string;
  sending: boolean;
  /** Whether nothing need be said; by default something must. */
  optional?: boolean;
  /** Name of the field; `Reason` by default. */
  label?: string;
  /** Characters that the backend takes; 1,000 by default. */
  longest?: number;
  /** Why it failed the last time; the reason that was typed stays. */
  error?: string;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
}

/** Asks in place, not in a dialog, for the reason of something that others will read. Escape leaves it. @public */
export function ReasonForm(props: ReasonFormProps) {
  const { title, children, confirm, sending, error, optional = false } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = !optional && reason.trim().length < SHORTEST;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!missing && !sending) {
      props.onConfirm(reason.trim());
    }
  };
  const leaveOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      props.onCancel();
    }
  };
  return (
    <form
      className={classes.root}
      aria-label={title}
      noValidate
      onSubmit={submit}
    >
      <Typography variant="subtitle1" component="h3">
        {title}
      </Typography>
      {children && (
        <Typography variant="body2" component="div">
          {children}
        </Typography>
      )}
      <TextField
        required={!optional}
        inputRef={takeFocus}
        multiline
        size="small"
        variant="outlined"
        id="showcaller-reason"
        label={props.label ?? t('reason.label')}
        value={reason}
        disabled={sending}
        error={asked && missing}
        helperText={asked && missing ? t('reason.missing') : t('reason.kept')}
        inputProps={{ maxLength: props.longest ?? 1_000 }}
        onChange={event => setReason(event.target.value)}
        onKeyDown={leaveOnEscape}
      />
      <div className={classes.buttons}>
        <Button
          type="submit"
          size="small"
          variant="contained"
          color="primary"
          disabled={sending}
          onKeyDown={leaveOnEscape}
        >
          {sending ? t('reason.sending') : confirm}
        </Button>
        <Button size="small" onClick={props.onCancel} onKeyDown={leaveOnEscape}>
          {t('reason.cancel')}
        </Button>
      </div>
      <div role="status">
        {error && (
          <ToneText tone="error">
            {t('reason.failed', { reason: error })}
          </ToneText>
        )}
      </div>
    </form>
  );
}

/** Whoever pressed the button that opened the form goes on in its field. */
function takeFocus(field: HTMLElement | null): void {
  field?.focus();
}
