import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import CheckIcon from '@material-ui/icons/Check';
import FileCopyOutlinedIcon from '@material-ui/icons/FileCopyOutlined';
import { useEffect, useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { showcallerReactTranslationRef } from '../translation';

/** How long the button says that it copied. */
const SAY_DONE_MS = 2_000;

/** @public */
export interface CopyButtonProps {
  text: string;
  /** Name of the button, e.g. `Copy model hash`. */
  label: string;
}

/** A quiet button that copies a text and says so. @public */
export function CopyButton(props: CopyButtonProps) {
  const { text, label } = props;
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const alertApi = useApi(alertApiRef);
  const [{ error }, copy] = useCopyToClipboard();
  const [done, setDone] = useState(false);

  useEffect(() => {
    if (error) {
      alertApi.post({
        message: t('copy.failed', { reason: error.message }),
        severity: 'error',
        display: 'transient',
      });
    }
  }, [alertApi, error, t]);

  useEffect(() => {
    if (!done) {
      return undefined;
    }
    const timer = setTimeout(() => setDone(false), SAY_DONE_MS);
    return () => clearTimeout(timer);
  }, [done]);

  const onClick = () => {
    copy(text);
    setDone(true);
  };
  const shown = done && !error;
  return (
    <Tooltip title={shown ? t('copy.done') : label}>
      <IconButton size="small" aria-label={label} onClick={onClick}>
        {shown ? (
          <CheckIcon fontSize="inherit" />
        ) : (
          <FileCopyOutlinedIcon fontSize="inherit" />
        )}
      </IconButton>
    </Tooltip>
  );
}
