import {
  ApiBlueprint,
  coreExtensionData,
  type ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  mockApis,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import {
  showcallerApiExtension,
  showcallerApiRef,
} from '@showcaller/backstage-plugin-showcaller-react';
import { screen } from '@testing-library/react';
import { createPlatformApi } from './__testUtils__/platformApi';
import { renderPlatformPage } from './__testUtils__/renderPlatformPage';
import {
  decisionPage,
  showcallerPage,
  showcallerSubPages,
} from './alpha/pages';
import { rootRouteRef } from './routes';

const tabs: Array<[string, string, RegExp]> = [
  ['overview', 'Overview', /No source is installed\. Add a module/],
  ['approvals', 'Approvals', /2 things wait for you/],
  ['policies', 'Policies', /^Bundle ac1111111111 decides at the gate/],
  ['audit', 'Audit', /^All 30 entries are as they were written/],
  ['events', 'Events', /No webhook has arrived/],
  ['dead-letters', 'Dead letters', /Every event could be mapped/],
  ['unmapped', 'Unmapped', /Every repository that sends events/],
  ['imports', 'History imports', /An import reads the whole git history/],
  ['model', 'Model health', /How far it has learned/],
];

describe('the plugin in the new front-end system', () => {
  it('provides the API client that every tab uses', () => {
    const factory = createExtensionTester(showcallerApiExtension).get(
      ApiBlueprint.dataRefs.factory,
    );
    expect(factory.api.id).toBe(showcallerApiRef.id);
  });

  it('has its page at /showcaller', () => {
    const tester = createExtensionTester(showcallerPage);
    expect(tester.get(coreExtensionData.routePath)).toBe('/showcaller');
    expect(tester.get(coreExtensionData.title)).toBe('Showcaller');
    expect(tester.get(coreExtensionData.routeRef)).toBe(rootRouteRef);
  });

  it('has the page of a decision beside it, which the routes of others lead to', async () => {
    const tester = createExtensionTester(decisionPage);
    expect(tester.get(coreExtensionData.routePath)).toBe(
      '/showcaller/decisions/:id',
    );
    renderPlatformPage({
      path: '/showcaller/decisions/01KDECISION',
      api: createPlatformApi(),
    });
    expect(
      await screen.findByRole('heading', { name: 'HOLD in production' }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(screen.queryByRole('tab')).not.toBeInTheDocument();
  });

  it('has a test for every tab', () => {
    expect(showcallerSubPages).toHaveLength(tabs.length);
  });

  it.each(tabs)('has the tab %s', async (path, title, text) => {
    const subPages: ExtensionDefinition[] = showcallerSubPages;
    const tester = createExtensionTester(
      subPages[tabs.findIndex(tab => tab[0] === path)],
    );
    expect(tester.get(coreExtensionData.routePath)).toBe(path);
    expect(tester.get(coreExtensionData.title)).toBe(title);

    renderInTestApp(tester.reactElement(), {
      mountedRoutes: { '/showcaller': rootRouteRef },
      apis: [
        [showcallerApiRef, createPlatformApi() as ShowcallerApi],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, mockApis.permission()],
      ],
    });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('shows its tabs under one header of the app', async () => {
    renderPlatformPage({
      path: '/showcaller/model',
      api: createPlatformApi(),
    });
    expect(
      await screen.findByText('How far it has learned'),
    ).toBeInTheDocument();
    for (const [, title] of tabs) {
      expect(screen.getByRole('tab', { name: title })).toBeInTheDocument();
    }
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  });
});
