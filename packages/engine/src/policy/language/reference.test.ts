import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceSections } from './__testUtils__/policyReference';
import { compilePolicy } from './compilePolicy';
import { policyLimits } from './syntax/limits';
import { policyActions } from './vocabulary/actions';
import { policyFunctions } from './vocabulary/functions';

const reference = readFileSync(
  join(__dirname, '../../../../../docs/policy-language.md'),
  'utf8',
);

/** Without what a formatter changes. */
const bare = (text: string) =>
  text.replace(/-{3,}/g, '---').replace(/\s+/g, ' ');

describe('docs/policy-language.md', () => {
  it.each(Object.entries(referenceSections))(
    'has the table of %s as the language has it',
    (_, section) => {
      // If this fails, run packages/engine/scripts/writePolicyReference.ts and format the file.
      expect(bare(reference)).toContain(bare(section));
    },
  );

  it('shows rules and tests that compile', () => {
    const blocks = [...reference.matchAll(/```\n([^`]+)```/g)]
      .map(([, text]) => text)
      .filter(text => !text.includes('CONDITION'));
    expect(blocks).toHaveLength(2);
    const policy = compilePolicy([
      { path: 'reference.policy', text: blocks.join('\n') },
    ]);
    expect(policy.diagnostics).toEqual([]);
    expect(policy.test().map(({ passed }) => passed)).toEqual([true]);
  });

  it('names the limits', () => {
    const { files, fileLength, rules, depth, conditionNodes, listItems } =
      policyLimits;
    expect(bare(reference)).toContain(
      `${files} files of ${
        fileLength / 1024
      } KiB in a bundle, ${rules.toLocaleString(
        'en',
      )} rules, brackets ${depth} deep, ${conditionNodes.toLocaleString(
        'en',
      )} parts in a condition, ${listItems} values in a list`,
    );
  });
});

describe('the tables of the language', () => {
  it.each(policyFunctions.map(({ name, example }) => [name, example]))(
    'has an example of %s that compiles: %s',
    (name, example) => {
      const { ok } = compilePolicy([
        { path: 'a.policy', text: `when ${example} then pause` },
      ]);
      expect(ok).toBe(true);
      expect(example).toContain(`${name}(`);
    },
  );

  it.each(policyActions.map(action => [action.name, action] as const))(
    'compiles %s with all its arguments',
    (name, { arguments: args }) => {
      const given = args.map(({ name: argument, type, values }) =>
        type === 'count'
          ? `${argument}: 2`
          : `${argument}: "${values?.[0] ?? 'x'}"`,
      );
      const { ok } = compilePolicy([
        {
          path: 'a.policy',
          text: `when env == "prod" then ${name}${
            given.length > 0 ? `(${given.join(', ')})` : ''
          }`,
        },
      ]);
      expect(ok).toBe(true);
    },
  );
});
