import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { ToneText } from '@showcaller/backstage-plugin-showcaller-react';
import type { PolicyDiagnostic, PolicyFile } from '@showcaller/engine/policy';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../../translation';
import type { DraftChange } from '../draft/policyDraft';
import { FileNameForm } from './FileNameForm';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5),
    },
    file: { textTransform: 'none', fontFamily: 'monospace' },
    selected: { borderColor: theme.palette.primary.main, fontWeight: 'bold' },
    actions: { marginLeft: 'auto', display: 'flex' },
    asked: {
      ...theme.typography.body2,
      display: 'flex',
      alignItems: 'center',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      width: '100%',
    },
  }),
  { name: 'ShowcallerFileStrip' },
);

/** The files of a bundle, which one is shown and which have errors; adds, renames and removes them. */
export function FileStrip(props: {
  files: readonly PolicyFile[];
  selected: string;
  diagnostics: readonly PolicyDiagnostic[];
  readOnly: boolean;
  change: (change: DraftChange) => void;
}) {
  const { files, selected, diagnostics, readOnly, change } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [asked, setAsked] = useState<'add' | 'rename' | 'remove'>();
  const done = (made: DraftChange) => {
    change(made);
    setAsked(undefined);
  };
  const broken = new Set(
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ location }) => location.file),
  );
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('policies.files.title')}
    >
      {files.map(({ path }) => (
        <Button
          key={path}
          size="small"
          variant="outlined"
          aria-pressed={path === selected}
          className={`${classes.file} ${
            path === selected ? classes.selected : ''
          }`}
          onClick={() => change({ type: 'select', path })}
        >
          {broken.has(path) ? (
            <ToneText tone="error">
              {t('policies.files.withErrors', { path })}
            </ToneText>
          ) : (
            path
          )}
        </Button>
      ))}
      {!readOnly && (
        <div className={classes.actions}>
          <Button size="small" onClick={() => setAsked('add')}>
            {t('policies.files.add')}
          </Button>
          <Button size="small" onClick={() => setAsked('rename')}>
            {t('policies.files.rename')}
          </Button>
          <Button
            size="small"
            disabled={files.length === 1}
            onClick={() => setAsked('remove')}
          >
            {t('policies.files.remove')}
          </Button>
        </div>
      )}
      {asked === 'remove' && (
        <div className={classes.asked}>
          {t('policies.files.removeAsk', { path: selected })}
          <Button
            size="small"
            variant="outlined"
            onClick={() => done({ type: 'remove', path: selected })}
          >
            {t('policies.files.removeYes')}
          </Button>
          <Button size="small" onClick={() => setAsked(undefined)}>
            {t('policies.files.cancel')}
          </Button>
        </div>
      )}
      {(asked === 'add' || asked === 'rename') && (
        <FileNameForm
          key={asked}
          files={files}
          initial={asked === 'rename' ? selected : ''}
          confirm={t(`policies.files.${asked}`)}
          onConfirm={path =>
            done(
              asked === 'add'
                ? { type: 'add', path }
                : { type: 'rename', path: selected, to: path },
            )
          }
          onCancel={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
