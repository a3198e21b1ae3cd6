import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { showcallerTranslationRef } from '../../translation';
import { ApprovalsContent } from '../Approvals';
import { AuditContent } from '../Audit';
import { DecisionPage } from '../Decision';
import { EventsContent } from '../Events';
import { ImportsContent } from '../Imports';
import { ModelHealthContent } from '../ModelHealth';
import { OverviewContent } from '../Overview';
import { PoliciesContent } from '../Policies';
import { tabRoutes, type TabName } from '../shared/tabRoutes';
import { UnmappedContent } from '../Unmapped';

const contents: Record<TabName, JSX.Element> = {
  overview: <OverviewContent />,
  approvals: <ApprovalsContent />,
  policies: <PoliciesContent />,
  audit: <AuditContent />,
  events: <EventsContent />,
  deadLetters: <EventsContent only="dead" />,
  unmapped: <UnmappedContent />,
  imports: <ImportsContent />,
  model: <ModelHealthContent />,
};

/** The pages with their own headers, for the legacy front-end system; in the new one the app draws the headers. */
export function ShowcallerPage() {
  return (
    <Routes>
      <Route path="/decisions/:id" element={<DecisionPage />} />
      <Route path="/*" element={<TabbedPage />} />
    </Routes>
  );
}

function TabbedPage() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} subtitle={t('page.subtitle')} />
      <TabbedLayout>
        {(Object.keys(tabRoutes) as TabName[]).map(tab => (
          <TabbedLayout.Route
            key={tab}
            path={`/${tabRoutes[tab]}`}
            title={t(`tabs.${tab}`)}
          >
            {contents[tab]}
          </TabbedLayout.Route>
        ))}
      </TabbedLayout>
    </Page>
  );
}
