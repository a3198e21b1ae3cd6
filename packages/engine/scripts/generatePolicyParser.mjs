/**
 * Writes the policy parser from its grammar: `yarn workspace @showcaller/engine generate:policy-parser`. The parser is
 * committed, so that browsers need no generator; a test fails when it is older than the grammar.
 */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import peggy from 'peggy';

const folder = new URL('../src/policy/language/syntax/', import.meta.url);

/** The text of the generated module. */
export function policyParserSource(grammar) {
  const parser = peggy.generate(grammar, { output: 'source', format: 'bare' });
  return [
    '/* eslint-disable */',
    '// Generated from policy.peggy; do not edit. Plain JavaScript, so that its types are those of the last lines.',
    '// @ts-nocheck',
    `const generated = ${parser.trim().replace(/;$/, '')};`,
    '',
    'export const parse: (text: string, options: object) => unknown = generated.parse;',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const grammar = fs.readFileSync(new URL('policy.peggy', folder), 'utf8');
  fs.writeFileSync(
    new URL('generatedParser.ts', folder),
    policyParserSource(grammar),
  );
}
