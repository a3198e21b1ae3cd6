/** Fails when the line coverage of the engine or the backend is below a floor: `node scripts/coverage-floor.mjs <percent>`. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './toolchain.mjs';

const floor = Number(process.argv[2]);
const rooms = ['packages/engine/src', 'plugins/showcaller-backend/src'];
const summaryFile = path.join(root, 'coverage', 'coverage-summary.json');
if (!fs.existsSync(summaryFile)) {
  console.error(
    'coverage/coverage-summary.json is missing: run the tests with --coverage --coverageReporters=json-summary first.',
  );
  process.exit(1);
}
const summary = JSON.parse(fs.readFileSync(summaryFile, 'utf8'));
let ok = true;
for (const room of rooms) {
  let covered = 0;
  let total = 0;
  for (const [file, { lines }] of Object.entries(summary)) {
    if (file.includes(`/${room}/`)) {
      covered += lines.covered;
      total += lines.total;
    }
  }
  const percent = total ? (100 * covered) / total : 0;
  const enough = percent >= floor;
  ok &&= enough;
  console.log(
    `${room}: ${percent.toFixed(1)} % of ${total} lines${
      enough ? '' : `, floor ${floor} %`
    }`,
  );
}
process.exit(ok ? 0 : 1);
