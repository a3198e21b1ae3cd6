import {
  AuthorizeResult,
  type EvaluatePermissionResponse,
} from '@backstage/plugin-permission-common';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { createDevApp } from '@backstage/dev-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { TestApiProvider } from '@backstage/test-utils';
import { Content, Header, Page } from '@backstage/core-components';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import { sampleBackfills } from '../src/__testUtils__/backfillApi';
import { createPlatformApi } from '../src/__testUtils__/platformApi';
import {
  deadLetter,
  failedImport,
  githubSource,
  gitlabSource,
  rawEvent,
  runningImport,
  unmappedRepository,
} from '../src/__testUtils__/sampleFacts';
import { ShowcallerPage, showcallerPlugin } from '../src';
import { ModelHealthContent } from '../src/components/ModelHealth';
import { modelScenes, type ModelScene } from './modelScenes';

const busy = createPlatformApi({
  sources: [githubSource, gitlabSource],
  events: [
    ...[1, 2, 3].map(deadLetter),
    ...Array.from({ length: 140 }, (_, index) => rawEvent(index + 10)),
  ],
  unmapped: [unmappedRepository],
  imports: [runningImport, failedImport],
  backfills: sampleBackfills(),
});

function permissions(denied: string[] = []) {
  return {
    authorize: async (request: {
      permission: { name: string };
    }): Promise<EvaluatePermissionResponse> => ({
      result: denied.includes(request.permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }),
  };
}

function ScenePage(props: { scene: ModelScene }) {
  const { api, denied, title } = props.scene;
  return (
    <TestApiProvider
      apis={[
        [showcallerApiRef, api],
        [permissionApiRef, permissions(denied)],
      ]}
    >
      <Page themeId="tool">
        <Header title="Showcaller" subtitle={title} />
        <Content>
          <ModelHealthContent />
        </Content>
      </Page>
    </TestApiProvider>
  );
}

// Stands in for the catalog, so that links to entities resolve.
const catalog = createPlugin({ id: 'catalog' });
const EntityPage = catalog.provide(
  createRoutableExtension({
    name: 'EntityPage',
    mountPoint: entityRouteRef,
    component: async () => () => <Content>The entity’s own page</Content>,
  }),
);

const app = createDevApp()
  .registerPlugin(showcallerPlugin)
  .registerApi(createApiFactory(showcallerApiRef, busy as ShowcallerApi))
  .registerApi(createApiFactory(permissionApiRef, permissions()))
  .registerApi(
    createApiFactory(
      catalogApiRef,
      catalogApiMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'orders',
              annotations: {
                'showcaller.io/git-repository': 'brightcart/orders.git',
              },
            },
          },
        ],
      }),
    ),
  )
  .addPage({
    element: <ShowcallerPage />,
    title: 'Showcaller',
    path: '/showcaller',
  })
  .addPage({
    path: '/catalog/:namespace/:kind/:name',
    element: <EntityPage />,
  });
for (const scene of modelScenes) {
  app.addPage({
    path: scene.path,
    title: scene.title,
    element: <ScenePage scene={scene} />,
  });
}
app.render();
