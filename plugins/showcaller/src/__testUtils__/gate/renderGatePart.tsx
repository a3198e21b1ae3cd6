import type { Entity } from '@backstage/catalog-model';
import {
  identityApiRef,
  type BackstageUserIdentity,
} from '@backstage/core-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
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
import { rootRouteRef } from '../../routes';
import type { GateApi } from './gateApi';

const paymentsApi: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
};

/** Renders a part of the decision page or the inbox, for a reader who owns payments-api unless told otherwise. */
export function renderGatePart(
  element: ReactElement,
  options: {
    api: GateApi;
    /** Names of the permissions that the reader lacks. */
    denied?: string[];
    identity?: Partial<BackstageUserIdentity>;
    /** After the path, e.g. `?scope=all` or `#proof`. */
    search?: string;
  },
) {
  const { api, denied = [], identity = {}, search = '' } = options;
  const user = {
    type: 'user' as const,
    userEntityRef: 'user:default/reader',
    ownershipEntityRefs: ['user:default/reader', 'group:default/payments'],
    ...identity,
  };
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [showcallerApiRef, api as ShowcallerApi],
        [catalogApiRef, catalogApiMock({ entities: [paymentsApi] })],
        [identityApiRef, mockApis.identity(user)],
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
