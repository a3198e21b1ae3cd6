import type { ArtifactEvidence } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { SignatureReader } from './attestations/SignatureReader';
import type { BillReader } from './bills/BillReader';

/** Where an artifact was told of. */
export interface ArtifactPlace {
  repository: string;
  sha: string;
}

/** Tells everything that is known of an artifact. */
export class ArtifactReader {
  readonly #knex: Knex;
  readonly #signatures: SignatureReader;
  readonly #bills: BillReader;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    signatures: SignatureReader;
    bills: BillReader;
    now: () => Date;
  }): ArtifactReader {
    return new ArtifactReader(options);
  }

  private constructor(options: {
    knex: Knex;
    signatures: SignatureReader;
    bills: BillReader;
    now: () => Date;
  }) {
    this.#knex = options.knex;
    this.#signatures = options.signatures;
    this.#bills = options.bills;
    this.#now = options.now;
  }

  /** Revisions whose documents are about the artifact, the newest of each repository first. */
  async findPlaces(digest: string): Promise<ArtifactPlace[]> {
    const rows: Array<ArtifactPlace & { id: string }> = await this.#knex(
      'evidence_artifact',
    )
      .join(
        'evidence_document',
        'evidence_document.id',
        'evidence_artifact.document_id',
      )
      .where({ 'evidence_artifact.digest': digest })
      .orderBy('evidence_document.id', 'desc')
      .limit(100)
      .select('evidence_document.id', 'repository', 'sha');
    const places = new Map<string, ArtifactPlace>();
    for (const { repository, sha } of rows) {
      if (!places.has(repository)) {
        places.set(repository, { repository, sha });
      }
    }
    return [...places.values()];
  }

  async read(options: {
    digest: string;
    place: ArtifactPlace;
    previousSha?: string;
  }): Promise<ArtifactEvidence> {
    const { digest, place, previousSha } = options;
    const { signatures, provenance } = await this.#signatures.read({
      ...place,
      digest,
    });
    const bill = await this.#bills.read({ ...place, digest, previousSha });
    return {
      digest,
      ...place,
      signatures,
      ...(provenance && { provenance }),
      ...(bill && { sbom: bill.sbom }),
      asOf: this.#now().toISOString(),
    };
  }
}
