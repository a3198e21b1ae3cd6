import { createHash } from 'node:crypto';
import type { Message } from '../sending/types';
import type { Chain } from '../simulation/types';
import type { GateClient, GateQuestion } from './GateClient';
import { HeldBack } from './HeldBack';

/** The pipeline asks right before its deployment to production is requested. */
const BEFORE = 1;

/** The question that a chain's pipeline asks; undefined when it does not get as far as production. */
export function gateQuestion(chain: Chain): GateQuestion | undefined {
  const deployment = chain.deployments.find(
    ({ tier }) => tier === 'production',
  );
  return (
    deployment && {
      key: `${chain.repository}/${chain.run.id}/${deployment.environment}`,
      entityRef: `component:default/${chain.service}`,
      environment: deployment.environment,
      repository: chain.repository,
      sha: chain.commit.sha,
      // Nothing is built here: the tree stands for what would be.
      artifactDigest: `sha256:${createHash('sha256')
        .update(chain.commit.treeId)
        .digest('hex')}`,
      requestedBy: chain.author,
    }
  );
}

/**
 * The message that asks the gate, and waits for people where it must.
 *
 * @param options - `patience` in milliseconds; then the deployment is given up
 * @returns undefined when the chain does not get as far as production; sending it throws HeldBack when it may not start
 */
export function gateMessage(options: {
  chain: Chain;
  client: Pick<GateClient, 'ask' | 'waitFor'>;
  patience: number;
}): Message | undefined {
  const { chain, client, patience } = options;
  const question = gateQuestion(chain);
  const production = chain.deployments.find(
    ({ tier }) => tier === 'production',
  );
  if (!question || !production) {
    return undefined;
  }
  return {
    at: production.requestedAt - BEFORE,
    async send() {
      const answer = await client.waitFor(await client.ask(question), patience);
      if (answer.verdict !== 'pass') {
        throw new HeldBack(
          `${chain.service} ${chain.commit.sha.slice(0, 7)}: ${
            answer.status
          }, ${answer.explanation}`,
        );
      }
      return 'accepted';
    },
  };
}
