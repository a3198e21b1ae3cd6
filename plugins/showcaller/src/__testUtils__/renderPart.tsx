import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactElement } from 'react';
import { rootRouteRef } from '../routes';
import { createPlatformApi, type PlatformApi } from './platformApi';

/** Renders a part of a page alone. */
export function renderPart(
  element: ReactElement,
  options: {
    api?: PlatformApi;
    /** Names of the permissions that the reader lacks. */
    denied?: string[];
    search?: string;
  } = {},
) {
  const { api = createPlatformApi(), denied = [], search = '' } = options;
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [showcallerApiRef, api as ShowcallerApi],
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
      {element}
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/showcaller': rootRouteRef,
      },
      routeEntries: [`/${search}`],
    },
  );
}
