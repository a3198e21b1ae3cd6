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
import { discoveryApiRef } from '@backstage/core-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactElement } from 'react';
import { decisionRouteRef } from '../routes';

/** Renders as on the page of an entity of the given kind, in a legacy test app. */
export function renderForEntity(
  element: ReactElement,
  options: {
    kind: string;
    api: ShowcallerApi;
    search?: string;
    annotations?: Record<string, string>;
    /** Names of the permissions that the reader lacks. */
    denied?: string[];
  },
) {
  const { kind, api, search = '', annotations, denied = [] } = options;
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [showcallerApiRef, api],
        [discoveryApiRef, mockApis.discovery()],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ]}
    >
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
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/showcaller/decisions/:id': decisionRouteRef,
      },
      routeEntries: [`/${search}`],
    },
  );
}
