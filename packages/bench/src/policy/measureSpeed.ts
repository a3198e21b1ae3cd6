import { compilePolicy, type PolicyFacts } from '@showcaller/engine/policy';

interface Sample {
  env: string;
  risk_score: number;
  tests_pass_rate: number;
  critical_vulns: number;
}

/** One rule in both languages; the first is the product's own and gives the figures of the last line. */
const rules = [
  {
    name: 'block_high_risk_prod',
    ours: 'env == "prod" and risk_score > 0.7',
    cel: 'env == "production" && risk_score > 0.7',
  },
  {
    name: 'four conditions',
    ours: 'env == "prod" and (risk_score > 0.7 or tests.pass_rate < 99%) and sbom.critical_vulns > 0',
    cel: 'env == "production" && (risk_score > 0.7 || tests_pass_rate < 0.99) && critical_vulns > 0.0',
  },
] as const;

const ROUNDS = 5;
const MILLISECONDS = 400;
const PASSES = 200;

/** Sixty-four deployments, of which some fall under the rules. */
const samples: readonly Sample[] = Array.from({ length: 64 }, (_, index) => ({
  env: index % 3 === 0 ? 'staging' : 'production',
  risk_score: ((index * 37) % 100) / 100,
  tests_pass_rate: (90 + (index % 11)) / 100,
  critical_vulns: index % 2,
}));

const facts: readonly PolicyFacts[] = samples.map(sample => ({
  env: { value: sample.env },
  risk_score: { value: sample.risk_score },
  'tests.pass_rate': { value: sample.tests_pass_rate },
  'sbom.critical_vulns': { value: sample.critical_vulns },
}));

/** Calls per second of one round over all inputs, again and again. */
function rate<T>(judge: (input: T) => unknown, inputs: readonly T[]): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  while (elapsed < MILLISECONDS) {
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (const input of inputs) {
        judge(input);
      }
    }
    calls += PASSES * inputs.length;
    elapsed = performance.now() - start;
  }
  return (calls / elapsed) * 1000;
}

async function celOf(source: string): Promise<(sample: Sample) => unknown> {
  const { Environment } = await import('@marcbachmann/cel-js');
  const environment = new Environment()
    .registerVariable('env', 'string')
    .registerVariable('risk_score', 'double')
    .registerVariable('tests_pass_rate', 'double')
    .registerVariable('critical_vulns', 'double');
  const parsed = environment.parse(source);
  return parsed;
}

/**
 * Speed of each rule in both languages: compiled once, asked of the same deployments, rounds in turn so that a busy
 * machine slows both.
 *
 * @throws Error when the two disagree on a deployment
 */
export async function measureSpeed(): Promise<
  Array<{ name: string; ours: number; cel: number; decisions: number }>
> {
  const speeds = [];
  for (const rule of rules) {
    const policy = compilePolicy([
      {
        path: 'bench.policy',
        text: `rule "${rule.name}": when ${rule.ours} then block`,
      },
    ]);
    const condition = policy.condition(rule.name, 'pre-deploy');
    const cel = await celOf(rule.cel);
    if (!condition) {
      throw new Error(`The rule ${rule.name} does not compile`);
    }
    for (const [index, sample] of samples.entries()) {
      if ((condition(facts[index]) === 'true') !== (cel(sample) === true)) {
        throw new Error(`${rule.name} is judged differently by CEL`);
      }
    }
    const best = { name: rule.name, ours: 0, cel: 0, decisions: 0 };
    const look = { stage: 'pre-deploy', production: true } as const;
    for (let round = 0; round < ROUNDS; round += 1) {
      best.ours = Math.max(best.ours, rate(condition, facts));
      best.cel = Math.max(best.cel, rate(cel, samples));
      best.decisions = Math.max(
        best.decisions,
        rate(each => policy.evaluate(each, look), facts),
      );
    }
    speeds.push(best);
  }
  return speeds;
}
