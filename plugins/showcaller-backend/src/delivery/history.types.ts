import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';

/** What other rooms may ask of imported history. */
export interface ChangeFactsReader {
  getFacts(repository: string, sha: string): Promise<ChangeFacts | undefined>;
  /** Newest first by commit time. `before` is exclusive and pages through long histories. */
  listFacts(options: {
    repository: string;
    limit: number;
    before?: { committedAt: string; sha: string };
  }): Promise<ChangeFacts[]>;
}

/** Told after new facts of a repository were stored. */
export interface HistoryListener {
  onFactsStored(repository: string, entityRefs: string[]): void;
}
