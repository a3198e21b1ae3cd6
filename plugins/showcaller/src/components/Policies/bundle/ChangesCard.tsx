import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PolicyBundleDetail } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerTranslationRef } from '../../../translation';
import { ActiveDiff } from '../diff/ActiveDiff';
import { PolicyCard } from '../PolicyCard';

/** What the bundle would change of the one that decides, line by line. */
export function ChangesCard(props: { bundle: PolicyBundleDetail }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PolicyCard title={t('policies.diff.title')}>
      <ActiveDiff files={props.bundle.files} />
    </PolicyCard>
  );
}
