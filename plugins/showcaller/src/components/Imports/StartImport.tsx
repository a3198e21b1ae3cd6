import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import { ToneText } from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../translation';
import { Choice } from '../shared/Choice';
import { useAnnotatedComponents } from '../shared/useAnnotatedComponents';
import { useStartImport } from './useStartImport';

const ANNOTATION = showcallerAnnotations.gitRepository;
const ANNOTATIONS = [ANNOTATION];

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'ShowcallerStartImport' },
);

/** Starts the first import of a component whose annotation says where its repository is. */
export function StartImport(props: {
  /** References that have been imported already. */
  imported: string[];
  onStarted: () => void;
}) {
  const { imported, onStarted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [chosen, setChosen] = useState<string>();
  const { start, starting, started, error } = useStartImport(onStarted);
  const { value: importable, error: catalogError } =
    useAnnotatedComponents(ANNOTATIONS);
  const options = (importable ?? []).filter(ref => !imported.includes(ref));

  return (
    <div className={classes.root}>
      {importable && options.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('imports.noneLeft', { annotation: ANNOTATION })}
        </Typography>
      ) : (
        <>
          <Choice
            label={t('imports.choose')}
            none={t('imports.chooseNone')}
            value={chosen}
            options={options.map(value => ({ value, label: value }))}
            onChange={setChosen}
          />
          <Button
            variant="contained"
            color="primary"
            disabled={!chosen || !options.includes(chosen) || starting}
            onClick={() => chosen && start(chosen)}
          >
            {t('imports.start')}
          </Button>
        </>
      )}
      <span role="status">
        {catalogError && (
          <ToneText tone="error">
            {t('imports.listFailed', { reason: catalogError.message })}
          </ToneText>
        )}
        {error && (
          <ToneText tone="error">
            {t('imports.startFailed', { reason: error })}
          </ToneText>
        )}
        {started && (
          <ToneText tone="ok">
            {t('imports.accepted', { entity: started })}
          </ToneText>
        )}
      </span>
    </div>
  );
}
