import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  hashIdentity,
  type EventName,
  type EventParts,
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GateQuestions } from '../gate/readGateConfig';

/** Everything that the mappers of one webhook share. */
export class MappingContext {
  readonly payload: Payload;
  readonly action: string;
  /** `owner/repo` in lower case; the organisation for webhooks that belong to no repository. */
  readonly repository: string;
  /** URI of the repository or organisation. */
  readonly source: string;
  readonly defaultBranch?: string;
  /** What the gate is asked by these events; absent where it is not asked. */
  readonly gate?: GateQuestions;
  readonly #events: CdEventFactory;
  readonly #identitySalt: string | undefined;

  static create(options: {
    payload: Payload;
    /** That of the payload when absent. */
    action?: string;
    eventType: string;
    body: Buffer;
    receivedAt: string;
    identitySalt: string | undefined;
    gate?: GateQuestions;
  }): MappingContext {
    return new MappingContext(options);
  }

  private constructor(options: Parameters<typeof MappingContext.create>[0]) {
    const { payload } = options;
    const repository = payload.child('repository');
    const organization = payload.child('organization');
    const name =
      repository?.text('full_name') ?? organization?.text('login') ?? 'unknown';
    this.payload = payload;
    this.action = options.action ?? payload.text('action') ?? '';
    this.repository = name.toLowerCase();
    this.source =
      webAddress(repository?.text('html_url')) ??
      `https://github.com/${encodeURI(name)}`;
    this.defaultBranch =
      repository?.text('default_branch') ?? repository?.text('master_branch');
    this.#events = CdEventFactory.create({
      ...options,
      vendor: 'github',
      repository: this.repository,
      source: this.source,
    });
    this.#identitySalt = options.identitySalt;
    this.gate = options.gate;
  }

  /** Throws for the few events that mean nothing without a repository. */
  requireRepository(): void {
    this.payload.requireChild('repository').requireText('full_name');
  }

  event(name: EventName, parts: EventParts): CdEvent {
    return this.#events.create(name, parts);
  }

  /** A reference to the repository, as the content of change and branch events wants it. */
  repositoryReference(): { id: string; source: string } {
    return { id: this.repository, source: this.source };
  }

  /** Stands for a person without telling who it is; unknown without a salt. */
  hashIdentity(identity: string | undefined): string | undefined {
    return hashIdentity(identity, this.#identitySalt);
  }
}

/** An action as the predicate of a type of ours, which has letters and digits only. */
export function predicateOf(action: string): string {
  return action.toLowerCase().replace(/[^a-z0-9]/g, '') || 'changed';
}
