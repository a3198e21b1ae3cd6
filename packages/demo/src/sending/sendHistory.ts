import type { Chain } from '../simulation/types';
import type { Message } from './types';

const senders = 8;

/**
 * Sends chains in the given order, a few at a time; the messages of one chain follow each other.
 *
 * @param options - `onChain` is told how many chains from the start are completely sent, after each chain
 */
export async function sendHistory(options: {
  ordered: Chain[];
  /** Chains that were sent before. */
  from: number;
  messagesOf: (chain: Chain) => Message[];
  onMessage: () => void;
  onChain: (sent: number) => void;
}): Promise<void> {
  const { ordered } = options;
  const finished = new Set<number>();
  let next = options.from;
  let sent = options.from;
  const sender = async () => {
    for (let index = next++; index < ordered.length; index = next++) {
      for (const message of options.messagesOf(ordered[index])) {
        await message.send();
        options.onMessage();
      }
      finished.add(index);
      while (finished.delete(sent)) {
        sent += 1;
      }
      options.onChain(sent);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}
