import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const root = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-argocd',
    '../..',
  ),
);

/** A file of `examples/argocd`. */
export function exampleFile(name: string): string {
  return readFileSync(path.join(root, 'examples/argocd', name), 'utf8');
}

/** A body that the shipped template is to render, beside the repository; undefined where that folder is absent. */
export function sampleBody(name: string): string | undefined {
  const file = path.join(
    root,
    '../shared/data/webhooks/argocd',
    `${name}.TEMPLATE-OURS.json`,
  );
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The application behind those bodies, as Argo CD's API has it. */
export const application = {
  metadata: { name: 'checkout-prod', namespace: 'argocd' } as object,
  spec: {
    project: 'default',
    source: {
      repoURL: 'https://github.com/acme/checkout-config.git',
      path: 'envs/prod',
      targetRevision: 'main',
    },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'checkout',
    },
  } as object,
  status: {
    sync: {
      status: 'Synced',
      revision: '279484c09fbe69ededfced8c1bb6e6d24616b468',
    },
    health: { status: 'Healthy' },
    operationState: {
      phase: 'Succeeded',
      startedAt: '2026-11-20T10:00:00Z',
      finishedAt: '2026-11-20T10:01:12Z',
      syncResult: { revision: '279484c09fbe69ededfced8c1bb6e6d24616b468' },
    },
    history: [
      { id: 41, revision: 'f00d', deployedAt: '2026-11-18T09:00:00Z' },
      { id: 42, revision: '279484c0', deployedAt: '2026-11-20T10:01:12Z' },
    ],
    summary: { images: ['images.example.com/checkout:1.42.0'] },
  } as object,
};

/** The body of the notification of an application, changed here and there. */
export function notification(
  event: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    event,
    app: { name: 'checkout-prod', namespace: 'argocd', project: 'default' },
    source: {
      repoURL: 'https://github.com/Acme/checkout.git',
      path: 'envs/prod',
      targetRevision: 'main',
    },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'checkout',
    },
    sync: { status: 'Synced', revision: 'a'.repeat(40) },
    health: { status: 'Healthy' },
    operation: {
      phase: 'Succeeded',
      startedAt: '2026-11-20T10:00:00Z',
      finishedAt: '2026-11-20T10:01:12Z',
      message: '',
    },
    history: [
      { id: 1, revision: 'b'.repeat(40), deployedAt: '2026-11-18T09:00:00Z' },
      { id: 2, revision: 'a'.repeat(40), deployedAt: '2026-11-20T10:01:12Z' },
    ],
    images: ['images.example.com/checkout:1.42.0'],
    url: 'https://argocd.example.com/applications/checkout-prod',
    ...changes,
  };
}
