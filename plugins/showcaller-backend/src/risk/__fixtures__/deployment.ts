import type { Deployment } from '../../delivery/types';

/** A production deployment; what matters to a test is passed in. */
export function deployment(
  fields: Partial<Deployment> & { id: string },
): Deployment {
  return {
    entityRef: 'component:default/payments',
    repository: 'shop/payments',
    sha: 'b2'.repeat(20),
    environment: 'prod',
    tier: 'production',
    status: 'requested',
    requestedAt: '2026-11-20T10:00:00.000Z',
    firstReceivedAt: '2026-11-20T10:00:01.000Z',
    ...fields,
  };
}
