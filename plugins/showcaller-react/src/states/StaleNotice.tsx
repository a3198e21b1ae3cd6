import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { ToneText } from '../components/ToneText';
import { useNow } from '../components/useNow';
import { formatRelative } from '../text';
import { showcallerReactTranslationRef } from '../translation';
import { describeError } from './describeError';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
    },
  }),
  { name: 'ShowcallerStaleNotice' },
);

/** @public */
export interface StaleNoticeProps {
  what: string;
  /** Why refreshing failed. */
  error: Error;
  /** When the value shown was loaded. */
  loadedAt: Date;
  retry?: () => void;
}

/** Over a value that could not be refreshed: since when it stands, and why. @public */
export function StaleNotice(props: StaleNoticeProps) {
  const { what, error, loadedAt, retry } = props;
  const classes = useStyles();
  const now = useNow();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  return (
    <div role="alert" className={classes.root}>
      <ToneText tone="warning">
        {t('stale.notice', {
          what,
          reason: describeError(error).message,
          since: formatRelative(loadedAt.toISOString(), now),
        })}
      </ToneText>
      {retry && (
        <Button size="small" onClick={retry}>
          {t('error.retry')}
        </Button>
      )}
    </div>
  );
}
