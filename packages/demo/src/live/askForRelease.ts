import type { Organisation } from '../organisation/types';
import { pause } from '../sending/pause';
import type { Message } from '../sending/types';
import type { Chain } from '../simulation/types';
import { followChain } from './followChain';
import type { LiveOrganisation } from './LiveOrganisation';

/** Its tests may fail, its staging too, or the gate may find it harmless: then another one is made. */
const TRIES = 12;
/** Milliseconds between two looks whether the service is still busy with another change. */
const BUSY_WAIT = 2_000;

/**
 * A large change of the most critical service, which its pipeline wants in production right away: something for the
 * approvals inbox.
 *
 * @returns the chain that waits, or was held back; undefined when the gate let all of them through
 */
export async function askForRelease(options: {
  organisation: Organisation;
  live: Pick<LiveOrganisation, 'change' | 'giveUp'>;
  note: (chain: Chain) => Promise<void>;
  messagesOf: (chain: Chain) => Message[];
  signal: AbortSignal;
}): Promise<Chain | undefined> {
  const { organisation, live, signal } = options;
  const service = mostCritical(organisation);
  for (let tries = 0; service && tries < TRIES; tries++) {
    const chain = await untilIdle(
      () => live.change(Date.now(), { service, size: 'release' }),
      signal,
    );
    await options.note(chain);
    let held = false;
    await followChain({
      chain,
      messages: options.messagesOf(chain),
      signal,
      onHeldBack() {
        live.giveUp(chain);
        held = true;
      },
    });
    if (held) {
      return chain;
    }
  }
  return undefined;
}

async function untilIdle(
  change: () => Promise<Chain | undefined>,
  signal: AbortSignal,
): Promise<Chain> {
  for (;;) {
    const chain = await change();
    if (chain) {
      return chain;
    }
    await pause(BUSY_WAIT, signal);
  }
}

/** Name of the deployed service with the highest criticality, the first by name of several. */
function mostCritical(organisation: Organisation): string | undefined {
  return organisation.repositories
    .flatMap(({ services }) => services)
    .filter(({ environments }) => environments !== undefined)
    .sort(
      (a, b) => a.criticality - b.criticality || (a.name < b.name ? -1 : 1),
    )[0]?.name;
}
