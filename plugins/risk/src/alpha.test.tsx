import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  type FrontendFeature,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderInTestApp,
  renderTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  showcallerApiExtension,
  showcallerApiRef,
} from '@showcaller/backstage-plugin-showcaller-react';
import { screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import {
  answerWithRisk,
  FakeShowcallerApi,
  sampleEntityRisk,
} from './__testUtils__';
import riskPlugin from './alpha';
import { entityRiskCard } from './alpha/entityCards';
import { entityRiskContent } from './alpha/entityContents';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
};

const discoveryApi = {
  getBaseUrl: async (id: string) => `http://portal.example/api/${id}`,
};

function backend() {
  return { fetch: jest.fn(answerWithRisk) };
}

function renderPortal(options: {
  features: FrontendFeature[];
  fetchApi: ReturnType<typeof backend>;
}) {
  renderTestApp({
    features: [catalogPlugin, ...options.features],
    initialRouteEntries: ['/catalog/default/component/payments-api/risk'],
    apis: [
      catalogApiMock({ entities: [entity] }),
      [discoveryApiRef, discoveryApi],
      [fetchApiRef, options.fetchApi],
    ],
  });
}

function renderOnEntity(element: ReactElement) {
  return renderInTestApp(
    <TestApiProvider apis={[[showcallerApiRef, FakeShowcallerApi.create()]]}>
      <EntityProvider entity={entity}>{element}</EntityProvider>
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
}

describe('the Risk plugin in the new front-end system', () => {
  it('works as the only Showcaller plugin of an app', async () => {
    const fetchApi = backend();
    renderPortal({ features: [riskPlugin], fetchApi });
    expect(
      await screen.findByRole(
        'heading',
        { name: 'HOLD in production' },
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
    expect(fetchApi.fetch).toHaveBeenCalledWith(
      'http://portal.example/api/showcaller/risk/entities/component/default/payments-api',
      undefined,
    );
  }, 30_000);

  it('takes the client of the plugin that owns it where that is installed', async () => {
    const fetchApi = backend();
    const getEntityRisk = jest.fn(async () => sampleEntityRisk());
    const owner = createFrontendPlugin({
      pluginId: 'showcaller',
      extensions: [
        showcallerApiExtension.override({
          params: defineParams =>
            defineParams({
              api: showcallerApiRef,
              deps: {},
              factory: () => FakeShowcallerApi.create({ getEntityRisk }),
            }),
        }),
      ],
    });
    renderPortal({ features: [owner, riskPlugin], fetchApi });
    expect(
      await screen.findByRole(
        'heading',
        { name: 'HOLD in production' },
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
    expect(getEntityRisk).toHaveBeenCalled();
    expect(fetchApi.fetch).not.toHaveBeenCalledWith(
      expect.stringContaining('/api/showcaller/'),
      undefined,
    );
  }, 30_000);

  it('provides no API itself: an app refuses one that two plugins provide', () => {
    expect(() => riskPlugin.getExtension('entity-content:risk')).not.toThrow();
    expect(() =>
      (riskPlugin.getExtension as (id: string) => unknown)('api:risk/client'),
    ).toThrow();
    expect(ApiBlueprint.dataRefs.factory).toBeDefined();
  });
});

describe('entity-content:risk', () => {
  const tester = createExtensionTester(entityRiskContent);

  it('is the tab "Risk" at /risk in the group deployment', () => {
    const { title, group } = EntityContentBlueprint.dataRefs;
    expect(tester.get(title)).toBe('Risk');
    expect(tester.get(group)).toBe('deployment');
  });

  it.each([
    ['Component', true],
    ['API', true],
    ['Resource', true],
    ['System', true],
    ['Domain', true],
    ['Group', true],
    ['User', false],
    ['Template', false],
  ])('is shown on a %s: %s', (kind, shown) => {
    const filter = tester.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(filter?.({ ...entity, kind })).toBe(shown);
  });

  it('renders the tab', async () => {
    renderOnEntity(tester.reactElement());
    expect(
      await screen.findByRole('heading', { name: 'HOLD in production' }),
    ).toBeInTheDocument();
  });
});

describe('entity-card:risk', () => {
  const tester = createExtensionTester(entityRiskCard);

  it('is shown on the same kinds as the tab', () => {
    const filter = tester.get(EntityCardBlueprint.dataRefs.filterFunction);
    expect(filter?.(entity)).toBe(true);
    expect(filter?.({ ...entity, kind: 'User' })).toBe(false);
  });

  it('renders the card', async () => {
    renderOnEntity(tester.reactElement());
    expect(
      await screen.findByText('0.78', { selector: 'p' }),
    ).toBeInTheDocument();
  });
});
