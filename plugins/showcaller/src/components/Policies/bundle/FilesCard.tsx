import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PolicyBundleDetail } from '@showcaller/backstage-plugin-showcaller-common';
import { Disclosure } from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { PolicyText } from '../../shared/policyText';
import { PolicyCard } from '../PolicyCard';

/** The text of each file; one alone is open. */
export function FilesCard(props: { files: PolicyBundleDetail['files'] }) {
  const { files } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PolicyCard title={t('policies.files.title')}>
      {files.map(({ path, text }) => (
        <Disclosure
          key={path}
          open={files.length === 1}
          summary={
            <>
              <code>{path}</code> ·{' '}
              {t('policies.files.lines', { count: text.split('\n').length })}
            </>
          }
        >
          <PolicyText
            path={path}
            text={text}
            decided={undefined}
            matched={[]}
          />
        </Disclosure>
      ))}
    </PolicyCard>
  );
}
