import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { AuditOverview } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableCode,
  CopyableText,
  Disclosure,
  FactList,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';

/** How to check the log without trusting this portal: the command, and the key to compare. */
export function HowToVerify(props: {
  overview: Pick<AuditOverview, 'verifierKey' | 'entries'>;
}) {
  const { verifierKey, entries } = props.overview;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const command = [
    'node scripts/verify-audit.mjs',
    `--export showcaller-audit-1-${entries}.jsonl`,
    '--checkpoints <folder of the checkpoints>',
    `--key '${verifierKey}'`,
  ].join(' ');
  return (
    <Disclosure summary={t('audit.offline.title')}>
      <Typography variant="body2">{t('audit.offline.steps')}</Typography>
      {verifierKey === '' ? (
        <Typography variant="body2">{t('audit.offline.noKey')}</Typography>
      ) : (
        <>
          <CopyableCode code={command} label={t('audit.offline.copy')} />
          <FactList
            facts={[
              [
                t('proof.key'),
                <>
                  <CopyableText what={t('proof.key')} text={verifierKey} />
                  <Typography variant="caption" component="div">
                    {t('proof.keyAdvice')}
                  </Typography>
                </>,
              ],
            ]}
          />
        </>
      )}
    </Disclosure>
  );
}
