import { pause } from '../sending/pause';
import type { Message } from '../sending/types';
import type { SeededRandom } from '../random/SeededRandom';
import type { Chain } from '../simulation/types';
import { followChain } from './followChain';
import type { LiveOrganisation } from './LiveOrganisation';

/** Seconds between two changes at speed 1. */
const between = { low: 5, high: 11 };

/**
 * Starts a change every few seconds and sends what happens to it when it happens, until the signal stops it.
 *
 * @param options - `note` is awaited before anything of a change is sent
 * @throws the signal's reason, or the error of a refused delivery
 */
export async function runLive(options: {
  live: LiveOrganisation;
  messagesOf: (chain: Chain) => Message[];
  note: (chain: Chain) => Promise<void>;
  random: SeededRandom;
  speed: number;
  signal: AbortSignal;
  say: (text: string) => void;
}): Promise<never> {
  const { live, random, speed } = options;
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  for (;;) {
    const chain = await live.change(Date.now());
    if (chain) {
      await options.note(chain);
      followChain({
        chain,
        messages: options.messagesOf(chain),
        signal,
        onHeldBack(held, reason) {
          live.giveUp(held);
          options.say(`held back by the gate: ${reason}`);
        },
      }).catch(error => failure.abort(error));
    }
    const seconds =
      between.low + random.uniform() * (between.high - between.low);
    await pause((1000 * seconds) / speed, signal);
  }
}
