import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
import type { RenderResult } from '@testing-library/react';
import plugin from '../alpha';
import type { PlatformApi } from './platformApi';

/** Opens a path of the plugin in an app of the new front-end system. */
export function renderPlatformPage(options: {
  path: string;
  api: PlatformApi;
  /** Names of the permissions that the reader lacks. */
  denied?: string[];
  entities?: Entity[];
}): RenderResult {
  const { path, api, denied = [], entities = [] } = options;
  return renderTestApp({
    features: [plugin],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [showcallerApiRef, api as ShowcallerApi],
      [catalogApiRef, catalogApiMock({ entities })],
      [
        permissionApiRef,
        mockApis.permission({
          authorize: ({ permission }) =>
            denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      ],
    ],
  });
}
