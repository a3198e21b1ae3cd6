import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  BackfillRequest,
  BackfillRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { isBackfillActive } from './backfillWords';

const useStyles = makeStyles(
  { together: { whiteSpace: 'nowrap' } },
  { name: 'ShowcallerBackfillAction' },
);

/** Stops what is under way, or reads again what has ended. Owners may too, so the backend decides who. */
export function BackfillAction(props: {
  row: BackfillRow;
  onChanged: () => void;
}) {
  const { row, onChanged } = props;
  const { entityRef } = row;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const start = useShowcallerAction<BackfillRequest, BackfillRow>({
    send: (api, request) => api.startBackfill(request),
    onDone: onChanged,
  });
  const cancel = useShowcallerAction<string, BackfillRow>({
    send: (api, ref) => api.cancelBackfill(ref),
    onDone: onChanged,
  });
  const active = isBackfillActive(row);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        className={classes.together}
        disabled={start.sending || cancel.sending}
        aria-label={t(active ? 'backfills.cancelFor' : 'backfills.againFor', {
          entity: entityRef,
        })}
        onClick={() =>
          active ? cancel.run(entityRef) : start.run({ entityRef })
        }
      >
        {t(active ? 'backfills.cancel' : 'backfills.again')}
      </Button>
      <div role="status">
        {cancel.error && (
          <ToneText tone="error">
            {t('backfills.cancelFailed', { reason: cancel.error })}
          </ToneText>
        )}
        {start.error && (
          <ToneText tone="error">
            {t('backfills.startFailed', { reason: start.error })}
          </ToneText>
        )}
      </div>
    </>
  );
}
