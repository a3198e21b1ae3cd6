/** What the catalog says of a job. */
export interface CataloguedJob {
  /** `owner/repo`, lower case, of the entity that names the job. */
  repository: string;
  /** Environment that its builds deploy to, or `$` and the parameter that names it; absent when it deploys nothing. */
  environment?: string;
}

/** Which entities name a job. */
export interface JobDirectory {
  /** Resolves once the catalog was read; not for every call. Rejects while it never could be. */
  ready(): Promise<void>;
  /** By name of the instance and full name of the job. A job of a folder or of branches is found by those, too. */
  find(instance: string, job: string): CataloguedJob[];
}
