import type { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  showcallerBackfillExtensionPoint,
  showcallerChangeSourcesExtensionPoint,
  showcallerGateExtensionPoint,
  showcallerPullRequestFeedbackExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
  type BackfillSource,
  type ChangeSource,
  type GateResponder,
  type PullRequestPublisher,
  type RunArtifactSource,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';

/** What modules added through the extension points. */
export class RegisteredSources {
  readonly webhookSources: WebhookSource[] = [];
  readonly changeSources: ChangeSource[] = [];
  readonly backfillSources: BackfillSource[] = [];
  readonly pullRequestPublishers: PullRequestPublisher[] = [];
  readonly gateResponders: GateResponder[] = [];
  readonly artifactSources: RunArtifactSource[] = [];

  /** Registers the extension points of the plugin. */
  static create(
    env: Pick<BackendPluginRegistrationPoints, 'registerExtensionPoint'>,
  ): RegisteredSources {
    return new RegisteredSources(env);
  }

  private constructor(
    env: Pick<BackendPluginRegistrationPoints, 'registerExtensionPoint'>,
  ) {
    env.registerExtensionPoint(showcallerWebhooksExtensionPoint, {
      addSource: source => add(this.webhookSources, source, 'webhook source'),
    });
    env.registerExtensionPoint(showcallerChangeSourcesExtensionPoint, {
      addChangeSource: source =>
        add(this.changeSources, source, 'change source'),
    });
    env.registerExtensionPoint(showcallerBackfillExtensionPoint, {
      addSource: source => add(this.backfillSources, source, 'backfill source'),
    });
    env.registerExtensionPoint(showcallerPullRequestFeedbackExtensionPoint, {
      addPublisher: publisher =>
        add(this.pullRequestPublishers, publisher, 'publisher'),
    });
    env.registerExtensionPoint(showcallerGateExtensionPoint, {
      addResponder: responder =>
        add(this.gateResponders, responder, 'responder of the gate'),
    });
    env.registerExtensionPoint(showcallerRunArtifactsExtensionPoint, {
      addSource: source =>
        add(this.artifactSources, source, 'source of artifacts'),
    });
  }
}

function add<T extends { id: string }>(all: T[], one: T, what: string): void {
  if (all.some(({ id }) => id === one.id)) {
    throw new ConflictError(
      `There are two modules that add the ${what} '${one.id}'; install only one of them.`,
    );
  }
  all.push(one);
}
