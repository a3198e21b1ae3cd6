import type { Service } from '../organisation/types';
import type { SeededRandom } from '../random/SeededRandom';
import type { Pace } from './pace';
import type { ChainDeployment, ChainIncident } from './types';

/** Whoever reports an incident knows in two of three cases which deployment is to blame. */
const knownCulprit = 0.65;

/** An incident after a deployment to production, with the given chance: noticed after a while, resolved after a longer one. */
export function planIncident(options: {
  deployment: ChainDeployment;
  service: Service;
  chance: number;
  pace: Pace;
  random: SeededRandom;
}): ChainIncident | undefined {
  const { deployment, service, pace, random } = options;
  if (!random.chance(options.chance)) {
    return undefined;
  }
  const openedAt = Math.round(deployment.finishedAt + 2 * pace.tests(random));
  const symptom = random.pick([
    'answers slowly',
    'returns errors',
    'loses requests',
    'runs out of memory',
  ]);
  return {
    id: `brightcart-${deployment.id}`,
    title: `${service.title} ${symptom}`,
    openedAt,
    resolvedAt: Math.round(openedAt + 5 * pace.production(random)),
    deploymentId: random.chance(knownCulprit) ? deployment.id : undefined,
  };
}
