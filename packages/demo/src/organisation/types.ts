/** Someone who commits, reviews and deploys. */
export interface Person {
  /** Account name on GitHub; the catalog's user name with hyphens. */
  login: string;
  name: string;
  email: string;
  /** Names of the groups the person is a direct member of. */
  groups: string[];
}

/** Languages the demo can write. */
export type Language = 'typescript' | 'java' | 'go' | 'python';

/** A component of the catalog that is connected to a repository. */
export interface Service {
  name: string;
  title: string;
  type: 'service' | 'website' | 'worker' | 'library';
  language: Language;
  /** Name of the owning group. */
  owner: string;
  /** 1 (highest) to 4. */
  criticality: number;
  /** `owner/repo` */
  repository: string;
  /** Folder inside the repository; empty when the repository is the service's own. */
  path: string;
  /** Raw environment names; absent for what is published and not deployed. */
  environments?: { staging: string; production: string };
}

/** A repository and what lives in it. */
export interface Repository {
  /** `owner/repo` */
  slug: string;
  name: string;
  /** Bare repository below the repositories folder, e.g. `brightcart/cart.git`. */
  location: string;
  services: Service[];
}

/** What the catalog says about the organisation, as far as its delivery goes. */
export interface Organisation {
  /** Organisation account on GitHub. */
  account: string;
  people: Person[];
  repositories: Repository[];
}
