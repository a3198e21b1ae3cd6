import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { Navigate, useSearchParams } from 'react-router-dom';
import { showcallerTranslationRef } from '../../../translation';
import { usePolicyOverview } from '../queries';
import { usePolicyLinks } from '../usePolicyLinks';
import { PolicyEditor } from './PolicyEditor';

/** The editor, starting from the bundle that the address names; without one, from that which decides now. */
export function EditorPage() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const [params] = useSearchParams();
  const from = params.get('from');
  const overview = usePolicyOverview();
  return (
    <QueryContent
      query={overview}
      what={t('policies.editor.what')}
      permission={showcallerReadPermission.name}
      lines={12}
    >
      {({ active }) =>
        from ? (
          <LoadedEditor key={from} from={from} />
        ) : (
          <Navigate replace to={links.editor(active.hash)} />
        )
      }
    </QueryContent>
  );
}

function LoadedEditor(props: { from: string }) {
  const { from } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  // The text of a bundle never changes, so it is asked for once.
  const query = useShowcallerQuery({
    key: `policy-editor:${from}`,
    load: api => api.getPolicyBundle(from),
    refreshOnRiskOf: false,
    pollSeconds: false,
  });
  return (
    <QueryContent
      query={query}
      what={t('policies.bundle.what')}
      permission={showcallerReadPermission.name}
      lines={12}
    >
      {base => <PolicyEditor base={base} />}
    </QueryContent>
  );
}
