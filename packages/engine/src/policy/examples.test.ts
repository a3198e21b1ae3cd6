import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy } from './language/compilePolicy';

const folder = join(__dirname, '../../../../examples/policies');
const names = readdirSync(folder).filter(name => name.endsWith('.policy'));
const read = (path: string) => ({
  path,
  text: readFileSync(join(folder, path), 'utf8'),
});

describe('examples/policies', () => {
  it.each(names)('%s compiles, and its tests pass', name => {
    const policy = compilePolicy([read(name)]);
    expect(policy.diagnostics).toEqual([]);
    const results = policy.test();
    expect(results.length).toBeGreaterThan(4);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('has the two rules of the product as they are written there', () => {
    const { text } = read('guardrails.policy');
    for (const rule of [
      'rule "block_high_risk_prod": when env == "prod" and risk_score > 0.7 then block',
      'rule "auto_rollback": when canary.error_rate > 2x_baseline for 3m then rollback',
    ]) {
      expect(text).toContain(rule);
    }
  });

  it('compiles as one bundle', () => {
    expect(compilePolicy(names.map(read)).ok).toBe(true);
  });
});

describe('the policies of the demo organisation', () => {
  it('compile, and their tests pass', () => {
    const policy = compilePolicy([
      {
        path: 'brightcart.policy',
        text: readFileSync(
          join(__dirname, '../../../demo/policies/brightcart.policy'),
          'utf8',
        ),
      },
    ]);
    expect(policy.diagnostics).toEqual([]);
    expect(policy.test().filter(({ passed }) => !passed)).toEqual([]);
  });
});
