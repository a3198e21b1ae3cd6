import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import { at } from '../../../delivery/__fixtures__/events';

/** A decision on a deployment; it was allowed unless the test says otherwise. */
export function decided(
  deploymentId: string,
  fields: Partial<GateDecision> = {},
): GateDecision {
  return {
    id: `decision ${deploymentId}`.slice(0, 26),
    assessmentId: 'assessment',
    deploymentId,
    stage: 'pre-deploy',
    entityRef: 'component:default/web',
    environment: 'production',
    tier: 'production',
    outcome: 'allow',
    successProbability: 0.9,
    rule: {
      name: 'start_rollout',
      description: '',
      policy: 'default',
      strategyTable: 'canary',
    },
    matchedRules: [],
    subjectHash: 's'.repeat(64),
    policyHash: 'p'.repeat(64),
    modelHash: 'm'.repeat(64),
    inputs: {},
    explanation: '',
    mode: 'enforced',
    decidedAt: at(0),
    ...fields,
  };
}
