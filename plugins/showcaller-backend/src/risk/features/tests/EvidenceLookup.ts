import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { EvidenceDocument, EvidenceReader } from '../../../evidence';
import type { FeatureRequest } from '../FeatureCollector';
import { OncePerRequest } from '../OncePerRequest';

/** What was uploaded about the revision by the time it is scored, asked for once per request. */
export class EvidenceLookup {
  readonly reader: EvidenceReader;
  readonly #asked = OncePerRequest.create<EvidenceDocument[]>();

  static create(options: { reader: EvidenceReader }): EvidenceLookup {
    return new EvidenceLookup(options.reader);
  }

  private constructor(reader: EvidenceReader) {
    this.reader = reader;
  }

  /** Documents of a kind, oldest first. */
  async find(
    request: FeatureRequest,
    kind: EvidenceKind,
  ): Promise<EvidenceDocument[]> {
    const { repository, sha, occurredAt } = request;
    const documents = await this.#asked.get(request, () =>
      this.reader.listOfRevision({ repository, sha, until: occurredAt }),
    );
    return documents.filter(document => document.kind === kind);
  }
}
