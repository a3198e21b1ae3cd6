import { HeldBack } from '../gate/HeldBack';
import { pause } from '../sending/pause';
import type { Message } from '../sending/types';
import type { Chain } from '../simulation/types';

/**
 * Sends what happens to a chain when it happens. What the gate holds back ends there.
 *
 * @throws the signal's reason, or the error of a refused delivery
 */
export async function followChain(options: {
  chain: Chain;
  messages: Message[];
  signal: AbortSignal;
  /** Told why, when the gate did not let it go on. */
  onHeldBack: (chain: Chain, reason: string) => void;
}): Promise<void> {
  const { chain, messages, signal } = options;
  try {
    for (const message of messages) {
      await pause(message.at - Date.now(), signal);
      await message.send();
    }
  } catch (error) {
    if (!(error instanceof HeldBack)) {
      throw error;
    }
    options.onHeldBack(chain, error.message);
  }
}
