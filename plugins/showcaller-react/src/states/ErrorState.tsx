import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { showcallerReactTranslationRef } from '../translation';
import { StateFrame } from './StateFrame';
import { describeError } from './describeError';

/** @public */
export interface ErrorStateProps {
  /** What failed to load, e.g. `the risk of payments-api`. */
  what: string;
  error: Error;
  retry?: () => void;
}

/** What failed, what the backend said, and a way to try again. @public */
export function ErrorState(props: ErrorStateProps) {
  const { what, error, retry } = props;
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const { message, status } = describeError(error);
  return (
    <StateFrame tone="error" title={t('error.title', { what })} role="alert">
      <Typography>{message}</Typography>
      {status && (
        <Typography variant="body2" color="textSecondary">
          {t('error.status', { status })}
        </Typography>
      )}
      {retry && (
        <Button variant="outlined" onClick={retry}>
          {t('error.retry')}
        </Button>
      )}
    </StateFrame>
  );
}
