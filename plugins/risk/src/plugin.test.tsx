import {
  discoveryApiRef,
  fetchApiRef,
  type DiscoveryApi,
} from '@backstage/core-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { answerWithRisk } from './__testUtils__';
import {
  EntityRiskCard,
  EntityRiskContent,
  isRiskAvailable,
  riskPlugin,
} from './index';

const discoveryApi: DiscoveryApi = {
  getBaseUrl: async id => `http://portal.example/api/${id}`,
};
const fetchApi = { fetch: answerWithRisk };

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
};

describe('the Risk plugin in the legacy front-end system', () => {
  it('routes the tab and shows the card with the client it brings along', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [discoveryApiRef, discoveryApi],
          [fetchApiRef, fetchApi],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={entity}>
          <EntityRiskCard />
          <Routes>
            <Route path="/risk" element={<EntityRiskContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
        routeEntries: ['/risk'],
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'HOLD in production' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: /Why, and what to do/ }),
    ).toBeInTheDocument();
  });

  it('registers no API, so that several plugins in one app do not collide', () => {
    expect([...riskPlugin.getApis()]).toEqual([]);
  });

  it.each([
    ['Component', true],
    ['API', true],
    ['Group', true],
    ['User', false],
    ['Location', false],
  ])('is available for a %s: %s', (kind, available) => {
    expect(isRiskAvailable({ ...entity, kind })).toBe(available);
  });
});
