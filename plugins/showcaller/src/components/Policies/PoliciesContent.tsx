import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { LoadingSkeleton } from '@showcaller/backstage-plugin-showcaller-react';
import { lazy, Suspense } from 'react';
import {
  Navigate,
  Route,
  Routes,
  useParams,
  useSearchParams,
} from 'react-router-dom';
import { showcallerTranslationRef } from '../../translation';
import { BundlePage } from './bundle/BundlePage';
import { PolicyOverviewPage } from './overview/PolicyOverviewPage';
import { usePolicyLinks } from './usePolicyLinks';

// The editor is larger than all other tabs together, so it comes when somebody edits.
const EditorPage = lazy(() =>
  import('./editor/EditorPage').then(m => ({ default: m.EditorPage })),
);

/** The rules that the gate decides by: which decide now, what waits, each bundle, and the editor. */
export function PoliciesContent() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <Routes>
      <Route index element={<Overview />} />
      <Route
        path="edit"
        element={
          <Suspense
            fallback={<LoadingSkeleton what={t('policies.editor.what')} />}
          >
            <EditorPage />
          </Suspense>
        }
      />
      <Route path=":hash" element={<RoutedBundle />} />
    </Routes>
  );
}

/** Links of notifications name the bundle as a parameter. */
function Overview() {
  const links = usePolicyLinks();
  const [params] = useSearchParams();
  const hash = params.get('bundle');
  return hash ? (
    <Navigate replace to={links.bundle(hash)} />
  ) : (
    <PolicyOverviewPage />
  );
}

function RoutedBundle() {
  const { hash = '' } = useParams();
  return <BundlePage key={hash} hash={hash} />;
}
