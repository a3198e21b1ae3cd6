/**
 * Proves that the lint rule for dependency directions bites: one forbidden and one allowed import per package.
 * `node scripts/eslint/check-directions.js`
 */
const fs = require('fs');
const path = require('path');
const { ESLint } = require('eslint');
const { directions, forbiddenPatterns } = require('./directions');

const root = path.resolve(__dirname, '..', '..');

function packageFolders() {
  const folders = new Map();
  for (const group of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(root, group))) {
      const file = path.join(root, group, name, 'package.json');
      if (fs.existsSync(file)) {
        folders.set(
          JSON.parse(fs.readFileSync(file, 'utf8')).name,
          path.dirname(file),
        );
      }
    }
  }
  return folders;
}

async function restrictedIn(folder, imported) {
  const eslint = new ESLint({ cwd: folder });
  const [result] = await eslint.lintText(`import '${imported}';\n`, {
    filePath: path.join(folder, 'src', 'checkDirections.ts'),
  });
  return result.messages.some(m => m.ruleId === 'no-restricted-imports');
}

(async () => {
  let failed = 0;
  for (const [name, folder] of packageFolders()) {
    if (!directions[name]) {
      console.error(`${name} is not in scripts/eslint/directions.js`);
      failed++;
      continue;
    }
    const [forbidden] = forbiddenPatterns(name);
    if (forbidden && !(await restrictedIn(folder, forbidden))) {
      console.error(`${name} may import ${forbidden}, and should not`);
      failed++;
    }
    const [allowed] = directions[name].imports;
    if (allowed && (await restrictedIn(folder, allowed))) {
      console.error(`${name} may not import ${allowed}, and should`);
      failed++;
    }
  }
  console.log(
    failed ? `${failed} directions are wrong` : 'the directions hold',
  );
  process.exit(failed ? 1 : 0);
})();
