import { NotAllowedError } from '@backstage/errors';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import {
  createAuditApi,
  SampleLog,
  type AuditApi,
} from '../src/__testUtils__/audit';
import { createPlatformApi } from '../src/__testUtils__/platformApi';
import {
  createPolicyApi,
  hashes,
  sampleComparison,
  type PolicyApi,
} from '../src/__testUtils__/policies';
import { AuditContent } from '../src/components/Audit';
import { PoliciesContent } from '../src/components/Policies';

/** One state of the pages about policies, or of the audit browser. */
export interface RecordScene {
  path: string;
  title: string;
  api: ShowcallerApi;
  element: JSX.Element;
  /** Names of the permissions that the reader lacks. */
  denied?: string[];
}

const now = new Date();
const log = SampleLog.create({ size: 64, covered: 60, now });

/** Policies with everything going on. */
export const busyPolicies = createPolicyApi({
  now,
  dryRuns: {
    [hashes.proposed]: sampleComparison({}, now),
    [hashes.stored]: sampleComparison(
      { hash: hashes.stored, state: 'running', progress: 0.42, decisions: 90 },
      now,
    ),
  },
  shadow: sampleComparison(
    { kind: 'shadow', hash: hashes.shadow, stricter: 11, looser: 0 },
    now,
  ),
  overview: {
    git: {
      path: 'examples/policies',
      revision: '4f2c1d0a9b',
      readAt: now.toISOString(),
    },
  },
});

/** A log that is as it was written. */
export const busyAudit = createAuditApi({ log });

function policies(
  path: string,
  title: string,
  api: PolicyApi,
  denied?: string[],
): RecordScene {
  return {
    path,
    title,
    api: createPlatformApi({ policies: api }) as ShowcallerApi,
    element: <PoliciesContent />,
    denied,
  };
}

function audit(path: string, title: string, api: AuditApi): RecordScene {
  return {
    path,
    title,
    api: createPlatformApi({ audit: api }) as ShowcallerApi,
    element: <AuditContent />,
  };
}

/** States that the page with everything going on does not show. */
export const recordScenes: RecordScene[] = [
  policies(
    '/policies-fallback',
    'Policies: went back',
    createPolicyApi({
      now,
      overview: {
        fallback: {
          from: hashes.broken,
          reason: 'gate.policy:1:38: there is no path risk_scor.',
          at: now.toISOString(),
        },
        git: { path: 'policies', error: 'the branch main is gone.' },
      },
      you: {
        mayActivate: false,
        reason: 'You proposed this bundle; somebody else has to activate it.',
      },
    }),
  ),
  policies(
    '/policies-reader',
    'Policies: only reading',
    createPolicyApi({ now }),
    ['showcaller.policy.manage'],
  ),
  audit(
    '/audit-broken',
    'Audit: broken',
    createAuditApi({
      log,
      overview: {
        lastVerification: {
          ...log.verification(),
          state: 'broken',
          firstBad: { seq: 41, reason: 'it does not hash to its leaf' },
          explanation:
            'The log is not what it was from entry 41 on: it does not hash to its leaf.',
        },
      },
    }),
  ),
  audit('/audit-forbidden', 'Audit: forbidden', {
    ...busyAudit,
    getAuditOverview: async () => {
      throw new NotAllowedError('Needs the permission showcaller.audit.read.');
    },
  }),
  audit(
    '/audit-empty',
    'Audit: nothing yet',
    createAuditApi({ log: SampleLog.create({ size: 0, covered: 0 }) }),
  ),
];
