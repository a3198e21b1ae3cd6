import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { EvidenceDocument, EvidenceReader } from './types';

/** Documents that are looked back on to find an earlier revision. */
const LOOKED_BACK = 50;

/** Documents of a revision, and those that they are held against, by name. */
export interface RevisionPair {
  head: Map<string, EvidenceDocument>;
  base: Map<string, EvidenceDocument>;
  /** What the base is, in words. */
  basis: string;
}

/** Finds what was uploaded of a revision, and of the one before it. */
export class RevisionDocuments {
  readonly #reader: Pick<EvidenceReader, 'listOfRevision' | 'listBefore'>;

  static create(options: {
    reader: Pick<EvidenceReader, 'listOfRevision' | 'listBefore'>;
  }): RevisionDocuments {
    return new RevisionDocuments(options.reader);
  }

  private constructor(
    reader: Pick<EvidenceReader, 'listOfRevision' | 'listBefore'>,
  ) {
    this.#reader = reader;
  }

  /**
   * The newest documents of each name. The base is the revision that was deployed before; where none was, it is the last
   * document of the same name that an earlier revision has.
   */
  async find(options: {
    repository: string;
    kind: EvidenceKind;
    sha: string;
    previousSha?: string;
    until: string;
  }): Promise<RevisionPair> {
    const { previousSha } = options;
    const head = await this.#ofRevision(options, options.sha);
    return previousSha === undefined
      ? {
          head,
          base: await this.#before(options, head),
          basis: 'the earlier revision',
        }
      : {
          head,
          base: await this.#ofRevision(options, previousSha),
          basis: `the revision deployed before, ${previousSha}`,
        };
  }

  async #ofRevision(
    options: { repository: string; kind: EvidenceKind; until: string },
    sha: string,
  ): Promise<Map<string, EvidenceDocument>> {
    const { repository, kind, until } = options;
    const documents = await this.#reader.listOfRevision({
      repository,
      sha,
      until,
    });
    // Oldest first, so that the newest of a name stays.
    return new Map(
      documents
        .filter(document => document.kind === kind)
        .map(document => [document.name, document]),
    );
  }

  async #before(
    options: { repository: string; kind: EvidenceKind; sha: string },
    head: Map<string, EvidenceDocument>,
  ): Promise<Map<string, EvidenceDocument>> {
    const { repository, kind, sha } = options;
    const base = new Map<string, EvidenceDocument>();
    for (const [name, { observedAt }] of head) {
      const earlier = await this.#reader.listBefore({
        repository,
        kind,
        names: [name],
        before: observedAt,
        limit: LOOKED_BACK,
      });
      const found = earlier.find(document => document.sha !== sha);
      if (found) {
        base.set(name, found);
      }
    }
    return base;
  }
}
