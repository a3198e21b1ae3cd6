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
import type { ReactNode } from 'react';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import { sampleBackfills } from '../src/__testUtils__/backfillApi';
import { createGateApi, sampleDetail } from '../src/__testUtils__/gate';
import { createPlatformApi } from '../src/__testUtils__/platformApi';
import { busyAudit, busyPolicies, recordScenes } from './recordScenes';
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
import { gateScenes } from './gateScenes';
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
  gate: createGateApi(sampleDetail({}, new Date()), { now: new Date() }),
  policies: busyPolicies,
  audit: busyAudit,
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

type Scene = Omit<ModelScene, 'path'>;

function ScenePage(props: { scene: Scene; children: ReactNode }) {
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
        <Content>{props.children}</Content>
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
    element: (
      <ScenePage scene={scene}>
        <ModelHealthContent />
      </ScenePage>
    ),
  });
}
for (const { path, title, api, denied, element } of gateScenes) {
  app.addPage({
    path,
    title,
    element: (
      <ScenePage scene={{ title, api: api as ShowcallerApi, denied }}>
        {element}
      </ScenePage>
    ),
  });
}
for (const { path, title, api, denied, element } of recordScenes) {
  app.addPage({
    path,
    title,
    element: <ScenePage scene={{ title, api, denied }}>{element}</ScenePage>,
  });
}
app.render();
