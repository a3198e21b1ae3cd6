/*
 * Writes the tables of docs/policy-language.md from those of the language:
 * `node scripts/run.mjs node --require @backstage/cli/config/nodeTransform.cjs packages/engine/scripts/writePolicyReference.ts`,
 * then format the file with Prettier. A test fails when they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceSections } from '../src/policy/language/__testUtils__/policyReference';

const file = join(__dirname, '../../../docs/policy-language.md');
let text = readFileSync(file, 'utf8');
for (const [name, section] of Object.entries(referenceSections)) {
  text = text.replace(
    new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end of ${name} -->)`),
    (_, before: string, after: string) => `${before}\n${section}\n\n${after}`,
  );
}
writeFileSync(file, text);
