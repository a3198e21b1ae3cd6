import { HeldBack } from '../gate/HeldBack';
import type { Organisation } from '../organisation/types';
import type { Message } from '../sending/types';
import { exampleChain } from '../simulation/exampleChain.testing';
import type { Chain } from '../simulation/types';
import { askForRelease } from './askForRelease';

const service = (name: string, criticality: number) => ({
  name,
  criticality,
  environments: { staging: 'staging', production: 'production' },
});
const organisation = {
  repositories: [{ services: [service('search', 2), service('cart', 1)] }],
} as unknown as Organisation;

const message = (send: () => void): Message => ({
  at: 0,
  async send() {
    send();
    return 'accepted';
  },
});

describe('the release that waits at the gate', () => {
  it('is of the most critical service, and another one when the first gets through', async () => {
    const asked: unknown[] = [];
    const given: string[] = [];
    let made = 0;
    const chain = await askForRelease({
      organisation,
      live: {
        async change(_now, wanted) {
          asked.push(wanted);
          made += 1;
          return exampleChain({
            id: `cart-${made}`,
            service: 'cart',
            mergedAt: 0,
          });
        },
        giveUp: (held: Chain) => given.push(held.id),
      },
      note: async () => undefined,
      messagesOf: one => [
        message(() => {
          if (one.id === 'cart-2') {
            throw new HeldBack('the gate says no');
          }
        }),
      ],
      signal: new AbortController().signal,
    });
    expect(asked).toEqual([
      { service: 'cart', size: 'release' },
      { service: 'cart', size: 'release' },
    ]);
    expect(chain?.id).toBe('cart-2');
    expect(given).toEqual(['cart-2']);
  });

  it('is given up after a number of tries', async () => {
    const chain = await askForRelease({
      organisation,
      live: {
        change: async () =>
          exampleChain({ id: 'cart-1', service: 'cart', mergedAt: 0 }),
        giveUp: () => undefined,
      },
      note: async () => undefined,
      messagesOf: () => [],
      signal: new AbortController().signal,
    });
    expect(chain).toBeUndefined();
  });
});
