import { NotAllowedError } from '@backstage/errors';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  createGateApi,
  sampleApprovals,
  sampleDecision,
  sampleDetail,
  sampleOverride,
  type GateApi,
} from '../src/__testUtils__/gate';
import { ApprovalsContent } from '../src/components/Approvals';
import { DecisionContent } from '../src/components/Decision';

/** One state of the page of a decision, or of the inbox. */
export interface GateScene {
  path: string;
  title: string;
  api: GateApi;
  element: JSX.Element;
  /** Names of the permissions that the reader lacks. */
  denied?: string[];
}

const now = new Date();

function decision(
  path: string,
  title: string,
  detail: Partial<GateDecisionDetail> = {},
  changes: Partial<GateApi> = {},
): GateScene {
  return {
    path,
    title,
    api: createGateApi(sampleDetail(detail, now), { now, ...changes }),
    element: <DecisionContent id="01KDECISION" />,
  };
}

function inbox(
  path: string,
  title: string,
  changes: Partial<GateApi> = {},
): GateScene {
  return {
    path,
    title,
    api: createGateApi(undefined, { now, ...changes }),
    element: <ApprovalsContent />,
  };
}

/** Every state of both. */
export const gateScenes: GateScene[] = [
  decision('/decision', 'Decision: waits for you'),
  decision('/decision-approved', 'Decision: approved', {
    status: 'ALLOW',
    statusReason: 'Two people of group payments approved it.',
    approvals: sampleApprovals({ state: 'approved', have: 2 }, now),
  }),
  decision('/decision-overridden', 'Decision: let through', {
    status: 'ALLOW',
    override: sampleOverride({}, now),
  }),
  decision('/decision-allowed', 'Decision: allowed', {
    status: 'ALLOW',
    approvals: undefined,
    decision: sampleDecision(
      {
        outcome: 'allow',
        strategy: 'canary',
        approvals: undefined,
        explanation: 'Allowed because no rule holds it back in production.',
      },
      now,
    ),
  }),
  decision('/decision-old', 'Decision: before policies', {
    decision: sampleDecision(
      {
        matchedRules: [],
        rule: {
          name: 'block_high_risk_prod',
          description: 'In production a risk above 0.7 is blocked',
          policy: 'default',
          strategyTable: 'canary',
        },
      },
      now,
    ),
    policyFile: undefined,
    evaluation: undefined,
    approvals: undefined,
    rollbackPlan: undefined,
    answers: [],
    audit: [],
  }),
  decision(
    '/decision-forbidden',
    'Decision: forbidden',
    {},
    {
      getGateDecision: async () => {
        throw new NotAllowedError('It is about a service of somebody else.');
      },
    },
  ),
  inbox('/inbox', 'Approvals: waiting'),
  inbox('/inbox-empty', 'Approvals: nothing', {
    getApprovals: async () => ({
      items: [],
      totalItems: 0,
      limit: 20,
      offset: 0,
    }),
  }),
];
