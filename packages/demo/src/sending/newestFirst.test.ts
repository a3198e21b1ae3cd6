import { exampleChain } from '../simulation/exampleChain.testing';
import { newestFirst } from './newestFirst';

const at = (service: string, mergedAt: number) =>
  exampleChain({ id: `${service}-${mergedAt}`, service, mergedAt });

describe('newestFirst', () => {
  it('begins with the newest of every service, however rarely it changes', () => {
    const busy = Array.from({ length: 50 }, (_, i) => at('busy', 1000 + i));
    const quiet = [at('quiet', 10), at('quiet', 20)];
    const { ordered, firstRound } = newestFirst([...quiet, ...busy], 2);
    expect(firstRound).toBe(4);
    expect(ordered.slice(0, 4).map(chain => chain.id)).toEqual([
      'busy-1049',
      'quiet-20',
      'busy-1048',
      'quiet-10',
    ]);
  });

  it('goes backwards in time after that, and leaves nothing out', () => {
    const chains = Array.from({ length: 30 }, (_, i) =>
      at(i % 2 ? 'a' : 'b', (i * 7) % 30),
    );
    const { ordered, firstRound } = newestFirst(chains, 1);
    const times = ordered
      .slice(firstRound)
      .map(chain => chain.pullRequest.mergedAt);
    expect(times).toEqual([...times].sort((x, y) => y - x));
    expect(new Set(ordered)).toEqual(new Set(chains));
  });

  it('does not count a change that never reached an environment as filling a page', () => {
    const stopped = { ...at('a', 9), deployments: [] };
    const { ordered, firstRound } = newestFirst([at('a', 5), stopped], 1);
    expect(firstRound).toBe(2);
    expect(ordered).toHaveLength(2);
  });
});
