import fc from 'fast-check';
import { policySentences } from './__testUtils__/sentences';
import { compilePolicy } from './compilePolicy';
import type { PolicyFacts, PolicyMemory, PolicyStage } from './types';
import { policyVocabulary } from './vocabulary/policyVocabulary';

const stages: PolicyStage[] = [
  'pre-merge',
  'pre-deploy',
  'canary',
  'post-deploy',
];
const paths = policyVocabulary.map(({ path }) => path.replace('*', 'x'));

const anyFacts = fc.dictionary(
  fc.oneof(fc.constantFrom(...paths), fc.string()),
  fc.oneof(
    fc.anything(),
    fc.record({
      value: fc.oneof(
        fc.double(),
        fc.string(),
        fc.boolean(),
        fc.array(fc.string()),
      ),
      compared: fc.anything(),
      counts: fc.anything(),
    }),
    fc.record({ missingReason: fc.string() }),
  ),
) as fc.Arbitrary<PolicyFacts>;

const all = compilePolicy([
  { path: 'a.policy', text: policySentences.join('\n') },
]);

const strictness = {
  allow: 0,
  inconclusive: 1,
  needs_approval: 2,
  block: 3,
} as const;

describe('any policy, of any facts', () => {
  it('answers and does not throw', () => {
    expect(all.ok).toBe(true);
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom(...stages),
        fc.boolean(),
        fc.anything(),
        (facts, stage, production, memory) => {
          const { evaluation } = all.evaluate(facts, {
            stage,
            production,
            at: 0,
            memory: memory as PolicyMemory,
          });
          expect(strictness[evaluation.outcome]).toBeDefined();
          JSON.parse(JSON.stringify(evaluation));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers the same to the same', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const look = { stage: 'canary', production: true, at: 60_000 } as const;
        expect(all.evaluate(facts, look)).toEqual(all.evaluate(facts, look));
      }),
      { numRuns: 100 },
    );
  });
});

const condition = fc.letrec<{ condition: string }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'risk_score > 0.5',
      'tests.failed >= 1',
      'artifact.signed',
      'env == "prod"',
      'env_name in ["a", "b"]',
      'env_name matches "a*"',
      '"MIT" in sbom.new_licences',
      'coverage.delta < 0.5pp',
    ),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('condition').map(inner => `not ${inner}`),
  ),
})).condition;

const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  risk_score: fc.constantFrom(0, 0.5, 0.9),
  'tests.failed': fc.constantFrom(0, 1),
  'artifact.signed': fc.boolean(),
  env: fc.constantFrom('production', 'staging'),
  env_name: fc.constantFrom('a', 'b', 'c'),
  'sbom.new_licences': fc.constantFrom([], ['MIT']),
  'coverage.delta': fc.constantFrom(-1, 1),
};

const knownFacts = fc
  .record(known)
  .map(
    values =>
      Object.fromEntries(
        Object.entries(values).map(([path, value]) => [path, { value }]),
      ) as PolicyFacts,
  );

/** Conditions that cannot hold are errors of their own. */
function conditionOf(text: string) {
  const policy = compilePolicy([
    { path: 'a.policy', text: `rule "r": when ${text} then block` },
  ]);
  return policy.ok ? policy.condition('r', 'pre-deploy') : undefined;
}

describe('three values', () => {
  it('once told, a truth does not change when more becomes known', () => {
    fc.assert(
      fc.property(
        condition,
        knownFacts,
        fc.subarray(Object.keys(known)),
        (text, facts, hidden) => {
          const truth = conditionOf(text);
          fc.pre(truth !== undefined);
          const fewer = Object.fromEntries(
            Object.entries(facts).filter(([path]) => !hidden.includes(path)),
          );
          const before = truth(fewer);
          expect(truth(facts)).not.toBe('unknown');
          expect(['unknown', truth(facts)]).toContain(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a negation holds exactly when the condition does not', () => {
    const opposite = {
      true: 'false',
      false: 'true',
      unknown: 'unknown',
    } as const;
    fc.assert(
      fc.property(
        condition,
        knownFacts,
        fc.subarray(Object.keys(known)),
        (text, facts, hidden) => {
          const truth = conditionOf(text);
          const negated = conditionOf(`not (${text})`);
          fc.pre(truth !== undefined && negated !== undefined);
          const fewer = Object.fromEntries(
            Object.entries(facts).filter(([path]) => !hidden.includes(path)),
          );
          expect(negated(fewer)).toBe(opposite[truth(fewer)]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a rule that can never fire never does', () => {
    fc.assert(
      fc.property(condition, condition, knownFacts, (one, other, facts) => {
        const text = `${one} and not (${one}) and ${other}`;
        const { ok, diagnostics } = compilePolicy([
          { path: 'a.policy', text: `when ${text} then block` },
        ]);
        fc.pre(!ok);
        expect(diagnostics[0].code).toBe('never-fires');
        // The same condition beside one that may fire is compiled, and is of no consequence.
        const beside = conditionOf(`(${text}) or input.never == "x"`);
        expect(beside?.({ ...facts, 'input.never': { value: 'y' } })).toBe(
          'false',
        );
      }),
      { numRuns: 200 },
    );
  });

  it('what is not known never loosens a decision', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        knownFacts,
        fc.subarray(Object.keys(known)),
        fc.boolean(),
        (texts, facts, hidden, production) => {
          const policy = compilePolicy([
            {
              path: 'a.policy',
              text: texts
                .map(
                  (text, index) =>
                    `when ${text} then ${
                      ['block', 'require_approval', 'block'][index]
                    }`,
                )
                .join('\n'),
            },
          ]);
          fc.pre(policy.ok);
          const fewer = Object.fromEntries(
            Object.entries(facts).filter(([path]) => !hidden.includes(path)),
          );
          const look = { stage: 'pre-deploy', production } as const;
          const told = policy.evaluate(facts, look).evaluation.outcome;
          const untold = policy.evaluate(fewer, look).evaluation.outcome;
          expect(untold === 'allow' && told !== 'allow').toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
