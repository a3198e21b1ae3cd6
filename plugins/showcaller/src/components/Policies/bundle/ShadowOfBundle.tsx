import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  showcallerReadPermission,
  type PolicyBundleDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import { QueryContent } from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ComparisonView } from '../comparison/ComparisonView';
import { PolicyCard } from '../PolicyCard';
import { useShadowComparison } from '../queries';

/** What the bundle decided beside the active one; nothing when it never was in shadow. */
export function ShadowOfBundle(props: { bundle: PolicyBundleDetail }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useShadowComparison(props.bundle.hash);
  if (query.loading || (!query.value && !query.error)) {
    return null;
  }
  return (
    <PolicyCard
      title={t('policies.shadow.title')}
      subheader={t('policies.shadow.subheader')}
    >
      <QueryContent
        query={query}
        what={t('policies.shadow.what')}
        permission={showcallerReadPermission.name}
      >
        {comparison => comparison && <ComparisonView comparison={comparison} />}
      </QueryContent>
    </PolicyCard>
  );
}
