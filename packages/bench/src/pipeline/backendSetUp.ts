import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/** What a backend in a child process is told over the channel. */
export interface BackendSetUp {
  config: JsonObject;
  entities: Entity[];
}

/** What it says when it answers. */
export const STARTED = 'showcaller-backend-started';
