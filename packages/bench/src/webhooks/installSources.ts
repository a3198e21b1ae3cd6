import {
  type BackendFeature,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import argocd from '@showcaller/backstage-plugin-showcaller-backend-module-argocd';
import cdevents from '@showcaller/backstage-plugin-showcaller-backend-module-cdevents';
import github from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import gitlab from '@showcaller/backstage-plugin-showcaller-backend-module-gitlab';
import jenkins from '@showcaller/backstage-plugin-showcaller-backend-module-jenkins';
import spinnaker from '@showcaller/backstage-plugin-showcaller-backend-module-spinnaker';
import {
  showcallerBackfillExtensionPoint,
  showcallerGateExtensionPoint,
  showcallerPullRequestFeedbackExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';

/** What the secret is of every sender, in the form that its system has. */
export const SECRET = 'benchmark-secret';
export const USER = 'benchmark';

const basicAuth = [{ username: USER, password: SECRET }];
const showcaller: JsonObject = {
  identitySalt: 'benchmark',
  argocd: { webhookTokens: [SECRET] },
  cdevents: { signingSecrets: [SECRET] },
  flagger: { basicAuth },
  github: { webhookSecrets: [SECRET] },
  gitlab: { webhookSigningSecrets: [SECRET] },
  jenkins: { webhookTokens: [SECRET] },
  spinnaker: { basicAuth },
};

/** Jobs of Jenkins belong to the component that names them. */
const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    annotations: {
      'github.com/project-slug': 'acme/checkout',
      'jenkins.io/job-full-name': 'checkout-deploy',
      'showcaller.io/jenkins-deploy-jobs': 'checkout-deploy=production',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'group:shop' },
};

const modules: BackendFeature[] = [
  argocd,
  cdevents,
  github,
  gitlab,
  jenkins,
  spinnaker,
];

/** Starts the real modules with a secret for each source, and asks each source to get ready. */
export async function installSources(): Promise<Map<string, WebhookSource>> {
  const sources = new Map<string, WebhookSource>();
  const { server } = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'showcaller',
        register(env) {
          env.registerExtensionPoint(showcallerWebhooksExtensionPoint, {
            addSource: source => void sources.set(source.id, source),
          });
          env.registerExtensionPoint(showcallerBackfillExtensionPoint, {
            addSource: () => {},
          });
          env.registerExtensionPoint(showcallerGateExtensionPoint, {
            addResponder: () => {},
          });
          env.registerExtensionPoint(
            showcallerPullRequestFeedbackExtensionPoint,
            { addPublisher: () => {} },
          );
          env.registerExtensionPoint(showcallerRunArtifactsExtensionPoint, {
            addSource: () => {},
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      catalogServiceMock.factory({ entities: [component] }),
      mockServices.rootConfig.factory({ data: { showcaller } }),
      ...modules,
    ],
  });
  for (const source of sources.values()) {
    await source.prepare?.();
  }
  await server.stop();
  return sources;
}
