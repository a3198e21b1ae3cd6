import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  Payload,
  repositoryName,
} from '@showcaller/backstage-plugin-showcaller-node';
import { purlOf } from './purl';

/** Where a revision is expected, a short one is taken; elsewhere short ones may be numbers of builds. */
const SHA = /^[0-9a-f]{7,64}$/i;
const FULL_SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/i;
const LONGEST = 1_000;

/** What somebody else's event says, read with care: nothing of another type or length than a row takes. */
export class SenderFacts {
  readonly content: Payload;
  /** `owner/repo` in lower case. */
  readonly repository?: string;
  readonly sha?: string;
  readonly attempt: number;
  readonly #data: Payload;

  static of(event: CdEvent): SenderFacts {
    return new SenderFacts(event);
  }

  private constructor({ subject, customData }: CdEvent) {
    this.content = Payload.of(subject.content);
    this.#data = Payload.of(
      typeof customData === 'object' && customData !== null ? customData : {},
    );
    const purl = purlOf(this.content.text('artifactId') ?? subject.id);
    const [, repositoryOfId, shaOfId] =
      /^(.*)@([0-9a-f]{7,64})$/i.exec(subject.id) ?? [];
    this.repository = [
      this.#data.text('repository'),
      this.#data.text('repositoryUrl'),
      this.content.child('repository')?.text('id'),
      purl?.repository,
      subject.id.startsWith('pkg:') ? undefined : repositoryOfId,
    ]
      .map(repositoryName)
      .find(Boolean);
    const told = [this.#data.text('sha'), this.#data.text('commit'), shaOfId];
    const found = [purl?.version, subject.id];
    this.sha = [
      ...told.filter(text => SHA.test(text ?? '')),
      ...found.filter(text => FULL_SHA.test(text ?? '')),
    ][0]?.toLowerCase();
    const attempt = this.#data.number('attempt') ?? 1;
    this.attempt = Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1;
  }

  /** A text of `customData`. */
  text(name: string): string | undefined {
    return this.#data.text(name)?.slice(0, LONGEST);
  }

  flag(name: string): boolean | undefined {
    return this.#data.flag(name);
  }

  time(name: string): string | undefined {
    return this.#data.time(name);
  }
}
