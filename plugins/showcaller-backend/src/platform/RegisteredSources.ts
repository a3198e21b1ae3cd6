import { ConflictError } from '@backstage/errors';
import type {
  ChangeSource,
  ShowcallerChangeSourcesExtensionPoint,
  ShowcallerWebhooksExtensionPoint,
  WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';

/** What modules added through the extension points. */
export class RegisteredSources {
  readonly webhookSources: WebhookSource[] = [];
  readonly changeSources: ChangeSource[] = [];

  readonly webhooks: ShowcallerWebhooksExtensionPoint = {
    addSource: source => add(this.webhookSources, source, 'webhook source'),
  };

  readonly changes: ShowcallerChangeSourcesExtensionPoint = {
    addChangeSource: source => add(this.changeSources, source, 'change source'),
  };

  static create(): RegisteredSources {
    return new RegisteredSources();
  }

  private constructor() {}
}

function add<T extends { id: string }>(all: T[], one: T, what: string): void {
  if (all.some(({ id }) => id === one.id)) {
    throw new ConflictError(
      `There are two modules that add the ${what} '${one.id}'; install only one of them.`,
    );
  }
  all.push(one);
}
