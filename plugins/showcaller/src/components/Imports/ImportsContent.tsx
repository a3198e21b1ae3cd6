import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  showcallerIngestReadPermission,
  type HistoryImportRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  EmptyState,
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../translation';
import { RequireIngestRead } from '../shared/RequireIngestRead';
import { BackfillsSection } from './backfills/BackfillsSection';
import { isActive } from './importProgress';
import { ImportsTable } from './ImportsTable';
import { StartImport } from './StartImport';

/** Seconds between refreshes while an import runs, and while none does. */
const POLL_SECONDS = { active: 2, idle: 30 };

/** Imports of git histories, and of what vendors know of the past: start one, and see how far they are. */
export function ImportsContent() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <>
      <RequireIngestRead what={t('imports.what')}>
        <Imports />
      </RequireIngestRead>
      <BackfillsSection />
    </>
  );
}

function Imports() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [active, setActive] = useState(false);
  const query = useShowcallerQuery<HistoryImportRow[]>({
    key: 'imports',
    load: async api => {
      const rows = await api.getHistoryImports();
      setActive(rows.some(isActive));
      return rows;
    },
    refreshOnRiskOf: false,
    pollSeconds: active ? POLL_SECONDS.active : POLL_SECONDS.idle,
  });
  return (
    <QueryContent
      query={query}
      what={t('imports.what')}
      permission={showcallerIngestReadPermission.name}
      lines={6}
    >
      {rows => (
        <>
          <StartImport
            imported={rows.map(row => row.entityRef)}
            onStarted={query.retry}
          />
          {rows.length === 0 ? (
            <EmptyState title={t('imports.emptyTitle')}>
              {t('imports.empty')}
            </EmptyState>
          ) : (
            <ImportsTable rows={rows} onStarted={query.retry} />
          )}
          {query.loadedAt && <AsOf time={query.loadedAt} />}
        </>
      )}
    </QueryContent>
  );
}
