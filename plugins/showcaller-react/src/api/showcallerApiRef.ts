import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';

/**
 * The backend's HTTP API. Owned by the `showcaller` plugin; read it with {@link useShowcallerApi}.
 *
 * @public
 */
export const showcallerApiRef = createApiRef<ShowcallerApi>().with({
  id: 'plugin.showcaller.client',
  pluginId: 'showcaller',
});
