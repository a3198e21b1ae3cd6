import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import { createRepository } from './createRepository';
import type { DeliveryRun } from './deliveryRun';
import { seededRandom } from './seededRandom';

/** Secret that the webhooks are signed with. */
export const SECRET = 'benchmark-secret';
/** Commits before the first that is delivered. */
const HISTORY = 50;

/** Services that deliver. */
export interface PreparedServices {
  names: string[];
  entities: Entity[];
  /** Of the backend, without its database. */
  config: JsonObject;
  /** Deliveries of the commits, the services taking turns; to be dated when they are sent. */
  runs: Array<Omit<DeliveryRun, 'at'>>;
}

/** Makes a repository with history for each of some services, below a folder, and a catalog that knows them. */
export async function prepareServices(options: {
  folder: string;
  services: number;
  /** How many deliveries there are commits for, over all services. */
  runs: number;
  seed: number;
}): Promise<PreparedServices> {
  const { folder, services, seed } = options;
  const names = Array.from({ length: services }, (_, i) => `service-${i}`);
  const commits: string[][] = [];
  for (const [index, name] of names.entries()) {
    commits.push(
      await createRepository({
        directory: path.join(folder, `${name}.git`),
        commits: HISTORY + Math.ceil(options.runs / services),
        random: seededRandom(seed * services + index),
        now: new Date(),
      }),
    );
  }
  return {
    names,
    entities: names.map(toComponent),
    config: {
      app: { baseUrl: 'http://localhost' },
      showcaller: {
        identitySalt: 'benchmark',
        github: { webhookSecrets: [SECRET] },
        git: { root: folder },
        ingest: { rateLimit: { requestsPerMinute: 1_000_000 } },
      },
    },
    runs: Array.from({ length: options.runs }, (_, index) => {
      const service = index % services;
      const position = HISTORY + Math.floor(index / services);
      return {
        number: index + 1,
        repository: `bench/${names[service]}`,
        sha: commits[service][position],
        previousSha: commits[service][position - 1],
      };
    }),
  };
}

function toComponent(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        [showcallerAnnotations.githubProjectSlug]: `bench/${name}`,
        [showcallerAnnotations.gitRepository]: `${name}.git`,
      },
    },
  };
}
