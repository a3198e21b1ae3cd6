import type { Entity } from '@backstage/catalog-model';
import { createDevApp } from '@backstage/dev-utils';
import {
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider } from '@backstage/test-utils';
import { Content, Header, Page } from '@backstage/core-components';
import Grid from '@material-ui/core/Grid';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import { EntityRiskCard, EntityRiskContent } from '../src/components';
import { riskPlugin } from '../src/plugin';
import { explanationScenes } from './explanationScenes';
import { devScenes, type DevScene } from './scenes';

function ScenePage(props: { scene: DevScene }) {
  const { scene } = props;
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: scene.kind,
    metadata: { name: scene.entityName, namespace: 'default' },
  };
  return (
    <TestApiProvider apis={[[showcallerApiRef, scene.api]]}>
      <EntityProvider entity={entity}>
        <Page themeId="service">
          <Header title={scene.entityName} type={scene.kind} />
          <Content>
            {scene.card ? (
              <Grid container>
                <Grid item md={4} xs={12}>
                  <EntityRiskCard />
                </Grid>
              </Grid>
            ) : (
              <EntityRiskContent />
            )}
          </Content>
        </Page>
      </EntityProvider>
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

const app = createDevApp().registerPlugin(riskPlugin);
for (const scene of [...devScenes, ...explanationScenes]) {
  app.addPage({
    path: scene.path,
    title: scene.title,
    element: <ScenePage scene={scene} />,
  });
}
app
  .addPage({
    path: '/catalog/:namespace/:kind/:name',
    element: <EntityPage />,
  })
  .render();
