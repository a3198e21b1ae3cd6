import type { Entity } from '@backstage/catalog-model';
import { createDevApp } from '@backstage/dev-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider } from '@backstage/test-utils';
import { Content, Header, Page } from '@backstage/core-components';
import Grid from '@material-ui/core/Grid';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import { EntityRiskCard, EntityRiskContent } from '../src/components';
import { riskPlugin } from '../src/plugin';
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

const app = createDevApp().registerPlugin(riskPlugin);
for (const scene of devScenes) {
  app.addPage({
    path: scene.path,
    title: scene.title,
    element: <ScenePage scene={scene} />,
  });
}
app.render();
