import { SeededRandom } from '../../risk/trees/SeededRandom';
import { compilePolicy } from './compilePolicy';
import type { PolicyMemory } from './types';

const RUNS = 2000;
const REQUESTS = 250;

function poisson(random: SeededRandom, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count += 1;
  }
  return count;
}

/** Share of rollouts that a rule rolls back within 30 one-minute looks, at 250 requests a minute in each arm. */
function rolledBack(options: {
  rule: string;
  canary: number;
  baseline: number;
  seed: number;
  runs?: number;
}): number {
  const { rule, seed, runs = RUNS } = options;
  const policy = compilePolicy([{ path: 'a.policy', text: rule }]);
  const random = SeededRandom.create({ seed });
  let found = 0;
  for (let run = 0; run < runs; run += 1) {
    let memory: PolicyMemory | undefined;
    for (let minute = 1; minute <= 30; minute += 1) {
      const canary = poisson(random, REQUESTS * options.canary);
      const baseline = poisson(random, REQUESTS * options.baseline);
      const answer = policy.evaluate(
        {
          'canary.error_rate': {
            value: canary / REQUESTS,
            compared: { baseline: baseline / REQUESTS },
            counts: {
              canary: { events: canary, requests: REQUESTS },
              baseline: { events: baseline, requests: REQUESTS },
            },
          },
        },
        {
          stage: 'canary',
          production: true,
          at: minute * 60_000,
          ...(memory ? { memory } : {}),
        },
      );
      memory = answer.memory;
      if (answer.evaluation.rollout === 'rollback') {
        found += 1;
        break;
      }
    }
  }
  return found / runs;
}

describe('the rule canary.error_rate > 2x_baseline for 3m, on one-minute looks', () => {
  const condition = 'when canary.error_rate > 2x_baseline for 3m then rollback';
  const literal = `rule "literal" [evidence=off]: ${condition}`;
  const guarded = `rule "guarded": ${condition}`;
  const healthy = { canary: 0.002, baseline: 0.002 };

  it('taken literally rolls back about 31 % of healthy canaries in half an hour', () => {
    const share = rolledBack({ rule: literal, ...healthy, seed: 11 });
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.35);
  }, 60_000);

  it('with its evidence rolls back at most 2 % of them', () => {
    expect(
      rolledBack({ rule: guarded, ...healthy, seed: 12 }),
    ).toBeLessThanOrEqual(0.02);
  }, 60_000);

  it('with its evidence still finds a canary that fails ten times as often', () => {
    expect(
      rolledBack({
        rule: guarded,
        canary: 0.02,
        baseline: 0.002,
        seed: 13,
        runs: 300,
      }),
    ).toBeGreaterThan(0.95);
  }, 60_000);
});
