import {
  Payload,
  repositoryName,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import { environmentOf, type EnvironmentRule } from './environmentOf';

const SHA = /^[0-9a-f]{7,64}$/i;

/** What one notification says of an application and its last operation. */
export interface Application {
  name: string;
  project?: string;
  namespace?: string;
  url?: string;
  /** `owner/repo` of the git repository that it is synchronised with; undefined for charts. */
  repository?: string;
  /** Revision that is, or was to be, put in place. */
  revision?: string;
  targetRevision?: string;
  environment?: string;
  /** Catalog entity that the annotation names. */
  entity?: string;
  health?: string;
  phase?: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  history: Payload[];
  images: string[];
  /** Tells one operation of one application from others. */
  operationId: string;
}

export function readApplication(
  payload: Payload,
  rules: EnvironmentRule[],
): Application {
  const app = payload.requireChild('app');
  const name = app.requireText('name');
  const namespace = app.text('namespace');
  const source = payload.child('source');
  const operation = payload.child('operation');
  const told = payload.child('sync')?.text('revision');
  const revision = told && SHA.test(told) ? told.toLowerCase() : told;
  const startedAt = operation?.time('startedAt');
  return {
    name,
    namespace,
    project: app.text('project'),
    url: webAddress(payload.text('url')),
    repository: repositoryName(source?.text('repoURL')),
    revision: revision?.slice(0, 100),
    targetRevision: source?.text('targetRevision'),
    environment: environmentOf(payload, rules),
    entity: payload.text('entity')?.slice(0, 200),
    health: payload.child('health')?.text('status'),
    phase: operation?.text('phase'),
    message: operation?.text('message')?.slice(0, 500),
    startedAt,
    finishedAt: operation?.time('finishedAt'),
    history: payload.children('history'),
    images: payload.texts('images') ?? [],
    operationId: `argocd-${namespace ?? 'argocd'}-${name}-${
      startedAt ? Date.parse(startedAt) / 1000 : revision ?? 'unknown'
    }`.slice(0, 200),
  };
}
