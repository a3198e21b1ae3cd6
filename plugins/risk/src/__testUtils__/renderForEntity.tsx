import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactElement } from 'react';

/** Renders as on the page of an entity of the given kind, in a legacy test app. */
export function renderForEntity(
  element: ReactElement,
  options: {
    kind: string;
    api: ShowcallerApi;
    search?: string;
    annotations?: Record<string, string>;
  },
) {
  const { kind, api, search = '', annotations } = options;
  return renderInTestApp(
    <TestApiProvider apis={[[showcallerApiRef, api]]}>
      <EntityProvider
        entity={{
          apiVersion: 'backstage.io/v1alpha1',
          kind,
          metadata: { name: 'payments-api', namespace: 'default', annotations },
        }}
      >
        {element}
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      routeEntries: [`/${search}`],
    },
  );
}
