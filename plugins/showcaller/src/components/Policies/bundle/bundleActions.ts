import type {
  PolicyBundleDetail,
  PolicyComparison,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';

/** What one does with a bundle. */
export type BundleActionName = 'shadow' | 'propose' | 'activate' | 'withdraw';

/** A button of a bundle and whether it can be pressed. */
export interface BundleAction {
  name: BundleActionName;
  allowed: boolean;
  /** Why it cannot be pressed. */
  reason?: string;
}

/** Whether a reason has to be given; it goes on record with the name. */
export const needsReason: Record<BundleActionName, boolean> = {
  shadow: false,
  propose: true,
  activate: true,
  withdraw: true,
};

/** Asks the backend to do it. */
export const sendBundleAction: Record<
  BundleActionName,
  (
    api: ShowcallerApi,
    hash: string,
    reason: string,
  ) => Promise<PolicyBundleDetail>
> = {
  shadow: (api, hash) => api.shadowPolicies(hash),
  propose: (api, hash, reason) => api.proposePolicies(hash, reason),
  activate: (api, hash, reason) => api.activatePolicies(hash, reason),
  withdraw: (api, hash, reason) => api.withdrawPolicies(hash, reason),
};

/** The buttons that a bundle has in its state, with why one cannot be pressed; the backend decides in the end. */
export function bundleActions(options: {
  bundle: Pick<PolicyBundleDetail, 'status' | 'errors' | 'testsFailed' | 'you'>;
  dryRun: Pick<PolicyComparison, 'state'> | undefined;
  mayManage: boolean | undefined;
}): BundleAction[] {
  const { bundle, dryRun, mayManage = false } = options;
  const { status, errors, testsFailed, you } = bundle;
  if (status === 'active' || status === 'broken' || errors > 0) {
    return [];
  }
  if (status === 'proposed') {
    return [
      { name: 'activate', allowed: you.mayActivate, reason: you.reason },
      { name: 'withdraw', allowed: mayManage },
    ];
  }
  const shadow: BundleAction = { name: 'shadow', allowed: mayManage };
  return [
    {
      name: 'propose',
      ...proposing({ you, testsFailed, tried: dryRun?.state === 'finished' }),
    },
    ...(status === 'shadow' ? [] : [shadow]),
  ];
}

function proposing(options: {
  you: PolicyBundleDetail['you'];
  testsFailed: number;
  tried: boolean;
}): Pick<BundleAction, 'allowed' | 'reason'> {
  const { you, testsFailed, tried } = options;
  if (!you.mayPropose) {
    return {
      allowed: false,
      reason:
        you.reason ??
        'Another bundle is proposed; it has to be activated or withdrawn first.',
    };
  }
  if (testsFailed > 0) {
    return {
      allowed: false,
      reason: 'Tests fail; it can be proposed when all of them pass.',
    };
  }
  return tried
    ? { allowed: true }
    : { allowed: false, reason: 'Try it on past decisions first.' };
}
