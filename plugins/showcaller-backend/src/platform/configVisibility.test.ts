import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';

/*
 * What the portal's configuration tells the browser is decided by comments in config.d.ts: a field goes to the front end
 * when it, or one above it, says so. Secrets of Showcaller must never do.
 */

const root = path.resolve(
  resolvePackagePath('@showcaller/backstage-plugin-showcaller-backend'),
  '../..',
);
const declarations = ['packages', 'plugins'].flatMap(folder =>
  readdirSync(path.join(root, folder))
    .map(name => path.join(root, folder, name, 'config.d.ts'))
    .filter(file => existsSync(file)),
);

/** Names of what may not be read by others, wherever it stands. */
const SECRET =
  /^(secret|token|password|privateKey|apiKey|identitySalt|webhookSecrets?|signingTokens?|callbackSecret|clientSecret|webhookToken|\w+(Secret|Token|Password)s?)$/;

interface Field {
  name: string;
  /** First word of its type. */
  type: string;
  comment: string;
  file: string;
}

/** Every field with the comment right before it. */
function fieldsOf(file: string): Field[] {
  const text = readFileSync(file, 'utf8');
  return [
    ...text.matchAll(
      /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?^\s*'?(\w+)'?\??:[ ]*(\w*)/gm,
    ),
  ].map(([, comment = '', name, type]) => ({
    name,
    type,
    comment,
    file: path.relative(root, file),
  }));
}

describe('configuration', () => {
  const fields = declarations.flatMap(fieldsOf);

  it('is declared by the packages that read it', () => {
    expect(declarations.length).toBeGreaterThan(3);
    expect(fields.length).toBeGreaterThan(50);
  });

  it('says nothing that the backend refuses to start with', () => {
    const wrong = fields.filter(
      ({ comment }) =>
        /@visibility (?!frontend|backend|secret)/.test(comment) ||
        /@deepVisibility (?!frontend|secret)/.test(comment),
    );
    expect(wrong).toEqual([]);
  });

  it('never shows anything of a backend package to the browser', () => {
    const shown = fields.filter(
      ({ comment, file }) =>
        /@(deepV|v)isibility frontend/.test(comment) &&
        /-backend|-node/.test(file),
    );
    expect(shown).toEqual([]);
  });

  it('marks everything that is named like a secret as one', () => {
    const open = fields.filter(
      ({ name, type, comment }) =>
        type !== 'boolean' &&
        SECRET.test(name) &&
        !/@(deepV|v)isibility secret/.test(comment),
    );
    expect(open.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });
});
