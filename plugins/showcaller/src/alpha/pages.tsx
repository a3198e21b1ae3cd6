import { Content } from '@backstage/core-components';
import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiTrafficLightLine } from '@remixicon/react';
import type { ComponentType } from 'react';
import { tabRoutes, type TabName } from '../components/shared/tabRoutes';
import { rootRouteRef } from '../routes';

/** The page at `/showcaller`; the app draws its header and tabs. */
export const showcallerPage = PageBlueprint.make({
  params: {
    path: '/showcaller',
    title: 'Showcaller',
    icon: <RiTrafficLightLine />,
    routeRef: rootRouteRef,
  },
});

/** The page of one decision, which people of every team are sent to; it has no tab and no place in the sidebar. */
export const decisionPage = PageBlueprint.make({
  name: 'decision',
  params: {
    path: '/showcaller/decisions/:id',
    title: 'Decision',
    icon: <RiTrafficLightLine />,
    loader: async () => {
      const { RoutedDecision } = await import('../components/Decision');
      return (
        <Content>
          <RoutedDecision />
        </Content>
      );
    },
  },
});

/** The tabs, each loaded when it is first opened. */
export const showcallerSubPages = [
  subPage('overview', 'Overview', () =>
    import('../components/Overview').then(m => m.OverviewContent),
  ),
  subPage('approvals', 'Approvals', () =>
    import('../components/Approvals').then(m => m.ApprovalsContent),
  ),
  subPage('policies', 'Policies', () =>
    import('../components/Policies').then(m => m.PoliciesContent),
  ),
  subPage('audit', 'Audit', () =>
    import('../components/Audit').then(m => m.AuditContent),
  ),
  subPage('events', 'Events', () =>
    import('../components/Events').then(m => m.EventsContent),
  ),
  subPage('deadLetters', 'Dead letters', () =>
    import('../components/Events').then(m => () => (
      <m.EventsContent only="dead" />
    )),
  ),
  subPage('unmapped', 'Unmapped', () =>
    import('../components/Unmapped').then(m => m.UnmappedContent),
  ),
  subPage('imports', 'History imports', () =>
    import('../components/Imports').then(m => m.ImportsContent),
  ),
  subPage('model', 'Model health', () =>
    import('../components/ModelHealth').then(m => m.ModelHealthContent),
  ),
];

function subPage<Tab extends TabName>(
  tab: Tab,
  title: string,
  load: () => Promise<ComponentType>,
) {
  // Its own literal, not the union of all: the order of a union in the API report depends on unrelated code.
  const path: (typeof tabRoutes)[Tab] = tabRoutes[tab];
  return SubPageBlueprint.make({
    attachTo: { id: 'page:showcaller', input: 'pages' },
    name: path,
    params: {
      path,
      title,
      loader: async () => {
        const TabContent = await load();
        return (
          <Content>
            <TabContent />
          </Content>
        );
      },
    },
  });
}
