import {
  type CdEvent,
  type CdEventName,
  cdEventType,
  createCdEvent,
  customEventType,
} from '@showcaller/backstage-plugin-showcaller-common';
import { createHash, createHmac } from 'node:crypto';
import type { Payload } from '../webhook/Payload';
import { uuidOf } from './uuidOf';
import { webAddress } from './webAddress';

/** A type of CDEvents, or `[subject, predicate]` of one of ours. */
export type EventName = CdEventName | [subject: string, predicate: string];

/** What a mapper says of one event; the context knows the rest. */
export interface EventParts {
  /** Subject id; see the shapes in the common package. */
  subjectId: string;
  content?: Record<string, unknown>;
  /** When it happened (RFC 3339); the time of receipt when the payload does not say. */
  at?: string;
  /** Commit that ties the event to others of the same change. */
  sha?: string;
  data?: object;
}

/** Everything that the mappers of one webhook share. */
export class MappingContext {
  readonly payload: Payload;
  readonly action: string;
  /** `owner/repo` in lower case; the organisation for webhooks that belong to no repository. */
  readonly repository: string;
  /** URI of the repository or organisation. */
  readonly source: string;
  readonly defaultBranch?: string;
  readonly #eventType: string;
  readonly #bodyHash: string;
  readonly #receivedAt: string;
  readonly #identitySalt: string | undefined;
  #count = 0;

  static create(options: {
    payload: Payload;
    /** That of the payload when absent. */
    action?: string;
    eventType: string;
    body: Buffer;
    receivedAt: string;
    identitySalt: string | undefined;
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
    this.#eventType = options.eventType;
    this.#bodyHash = createHash('sha256').update(options.body).digest('hex');
    this.#receivedAt = options.receivedAt;
    this.#identitySalt = options.identitySalt;
  }

  /** Throws for the few events that mean nothing without a repository. */
  requireRepository(): void {
    this.payload.requireChild('repository').requireText('full_name');
  }

  /** Ids depend on the body alone: the same payload gives the same events under any delivery id. */
  event(name: EventName, parts: EventParts): CdEvent {
    const index = this.#count++;
    const { subjectId, content, at, sha, data } = parts;
    return createCdEvent({
      id: uuidOf('github', this.#eventType, this.#bodyHash, String(index)),
      type: Array.isArray(name) ? customEventType(...name) : cdEventType(name),
      source: this.source,
      timestamp: at ?? this.#receivedAt,
      chainId: sha && uuidOf('chain', this.repository, sha),
      subject: { id: subjectId, source: this.source, content },
      customData: data ?? { repository: this.repository },
    });
  }

  /** A reference to the repository, as the content of change and branch events wants it. */
  repositoryReference(): { id: string; source: string } {
    return { id: this.repository, source: this.source };
  }

  /** Stands for a person without telling who it is; unknown without a salt, because a plain hash could be guessed. */
  hashIdentity(identity: string | undefined): string | undefined {
    return identity === undefined || !this.#identitySalt
      ? undefined
      : createHmac('sha256', this.#identitySalt)
          .update(identity.trim().toLowerCase())
          .digest('hex')
          .slice(0, 32);
  }
}

/** An action as the predicate of a type of ours, which has letters and digits only. */
export function predicateOf(action: string): string {
  return action.toLowerCase().replace(/[^a-z0-9]/g, '') || 'changed';
}
