import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import { ToneText } from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { showcallerTranslationRef } from '../../translation';
import { Choice } from '../shared/Choice';
import { useStartImport } from './useStartImport';

const ANNOTATION = showcallerAnnotations.gitRepository;

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
  const { value: importable, error: catalogError } = useImportable();
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

/** References of the components that say where their repository is. */
function useImportable() {
  const catalogApi = useApi(catalogApiRef);
  return useAsync(async () => {
    const { items } = await catalogApi.getEntities({
      filter: {
        kind: 'Component',
        [`metadata.annotations.${ANNOTATION}`]: CATALOG_FILTER_EXISTS,
      },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    });
    return items.map(entity => stringifyEntityRef(entity)).sort();
  }, [catalogApi]);
}
