import { discoveryApiRef } from '@backstage/core-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { createPlatformApi } from './__testUtils__/platformApi';
import { githubSource } from './__testUtils__/sampleFacts';
import * as root from './index';
import { ShowcallerPage } from './plugin';
import { rootRouteRef } from './routes';

function renderLegacyPage(path: string) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [showcallerApiRef, createPlatformApi({ sources: [githubSource] })],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, mockApis.permission()],
        [discoveryApiRef, mockApis.discovery()],
      ]}
    >
      <Routes>
        <Route path="/showcaller/*" element={<ShowcallerPage />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: {
        '/showcaller': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('the plugin in the legacy front-end system', () => {
  it('shows the page with its own header, on the overview', async () => {
    await renderLegacyPage('/showcaller');

    expect(
      await screen.findByRole('heading', { name: 'Showcaller', level: 1 }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('3 events could not be mapped.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Show dead letters' }),
    ).toHaveAttribute('href', '/showcaller/dead-letters');
  });

  it('opens a tab by its path', async () => {
    await renderLegacyPage('/showcaller/model');
    expect(
      await screen.findByText('How far it has learned'),
    ).toBeInTheDocument();
  });

  it('shows a decision by its path, with its own header', async () => {
    await renderLegacyPage('/showcaller/decisions/01KDECISION');
    expect(
      await screen.findByRole('heading', { name: 'HOLD in production' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Decision', level: 1 }),
    ).toBeInTheDocument();
  });

  it('has no default export, which the new system would take for a plugin', () => {
    expect(root).not.toHaveProperty('default');
  });
});
