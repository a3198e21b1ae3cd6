import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
backend.add(
  import('@showcaller/backstage-plugin-auth-backend-module-showcaller-demo'),
);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@showcaller/backstage-plugin-permission-backend-module-showcaller'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@showcaller/backstage-plugin-showcaller-backend'));
backend.add(
  import('@showcaller/backstage-plugin-showcaller-backend-module-github'),
);
backend.add(
  import('@showcaller/backstage-plugin-showcaller-backend-module-gitlab'),
);
backend.add(
  import('@showcaller/backstage-plugin-showcaller-backend-module-jenkins'),
);
backend.add(
  import('@showcaller/backstage-plugin-showcaller-backend-module-argocd'),
);
backend.add(
  import('@showcaller/backstage-plugin-showcaller-backend-module-cdevents'),
);
backend.add(
  import('@showcaller/backstage-plugin-showcaller-backend-module-spinnaker'),
);

backend.start();
