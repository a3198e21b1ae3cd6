import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import {
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { useAuditExport } from './useAuditExport';

/** Gives the reader the log as a file; that this was done is an entry of the log too. */
export function ExportLog(props: { entries: number }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const exportLog = useAuditExport();
  const action = useShowcallerAction<number, void>({
    send: (_, entries) => exportLog(entries),
  });
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        disabled={action.sending}
        title={t('audit.export.hint')}
        onClick={() => action.run(props.entries)}
      >
        {t(action.sending ? 'audit.export.fetching' : 'audit.export.start')}
      </Button>
      <span role="status">
        {action.error && (
          <ToneText tone="error">
            {t('audit.export.failed', { reason: action.error })}
          </ToneText>
        )}
      </span>
    </>
  );
}
