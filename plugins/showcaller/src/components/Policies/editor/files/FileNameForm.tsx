import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyFile } from '@showcaller/engine/policy';
import { useState, type FormEvent } from 'react';
import { showcallerTranslationRef } from '../../../../translation';
import { pathObjection } from '../draft/policyDraft';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      width: '100%',
      paddingTop: theme.spacing(1),
    },
    field: { minWidth: 320 },
  }),
  { name: 'ShowcallerFileNameForm' },
);

/** Asks for the name of a file, and says why one does not do. */
export function FileNameForm(props: {
  files: readonly PolicyFile[];
  initial: string;
  confirm: string;
  onConfirm: (path: string) => void;
  onCancel: () => void;
}) {
  const { files, initial, confirm, onConfirm, onCancel } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [path, setPath] = useState(initial);
  const [asked, setAsked] = useState(false);
  const others = files.filter(file => file.path !== initial);
  const objection = pathObjection(path.trim(), others);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (path.trim() === initial) {
      onCancel();
    } else if (!objection) {
      onConfirm(path.trim());
    }
  };
  return (
    <form
      className={classes.root}
      aria-label={confirm}
      noValidate
      onSubmit={submit}
    >
      <TextField
        id="showcaller-policy-file"
        className={classes.field}
        size="small"
        variant="outlined"
        inputRef={takeFocus}
        label={t('policies.files.name')}
        value={path}
        error={asked && objection !== undefined}
        helperText={asked ? objection : t('policies.files.nameHelp')}
        onChange={event => setPath(event.target.value)}
        onKeyDown={event => event.key === 'Escape' && onCancel()}
      />
      <Button type="submit" size="small" variant="contained" color="primary">
        {confirm}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t('policies.files.cancel')}
      </Button>
    </form>
  );
}

/** Whoever pressed the button that opened the form goes on in its field. */
function takeFocus(field: HTMLElement | null): void {
  field?.focus();
}
