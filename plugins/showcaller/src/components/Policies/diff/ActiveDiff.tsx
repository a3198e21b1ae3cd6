import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { PolicyFile } from '@showcaller/engine/policy';
import { showcallerTranslationRef } from '../../../translation';
import { bundleName } from '../words/bundleWords';
import { BundleDiff } from './BundleDiff';

/** What some files would change of the bundle that decides now. */
export function ActiveDiff(props: { files: readonly PolicyFile[] }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const active = useShowcallerQuery({
    key: 'policy-active-bundle',
    load: async api => {
      const { active: row } = await api.getPolicies();
      return api.getPolicyBundle(row.hash);
    },
    refreshOnRiskOf: false,
    pollSeconds: 60,
  });
  return (
    <QueryContent
      query={active}
      what={t('policies.diff.what')}
      permission={showcallerReadPermission.name}
      lines={4}
    >
      {({ hash, files }) => (
        <BundleDiff
          before={files}
          after={props.files}
          against={t('policies.diff.against', { name: bundleName(hash) })}
        />
      )}
    </QueryContent>
  );
}
