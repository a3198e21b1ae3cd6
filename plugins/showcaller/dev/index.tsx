import {
  AuthorizeResult,
  type EvaluatePermissionResponse,
} from '@backstage/plugin-permission-common';
import { createApiFactory } from '@backstage/core-plugin-api';
import { createDevApp } from '@backstage/dev-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerApiRef } from '@showcaller/backstage-plugin-showcaller-react';
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

const busy = createPlatformApi({
  sources: [githubSource, gitlabSource],
  events: [
    ...[1, 2, 3].map(deadLetter),
    ...Array.from({ length: 140 }, (_, index) => rawEvent(index + 10)),
  ],
  unmapped: [unmappedRepository],
  imports: [runningImport, failedImport],
});

const everythingAllowed = {
  authorize: async (): Promise<EvaluatePermissionResponse> => ({
    result: AuthorizeResult.ALLOW,
  }),
};

createDevApp()
  .registerPlugin(showcallerPlugin)
  .registerApi(createApiFactory(showcallerApiRef, busy as ShowcallerApi))
  .registerApi(createApiFactory(permissionApiRef, everythingAllowed))
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
  .render();
