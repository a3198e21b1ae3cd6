import { TestDatabases } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { LogOnTrial } from './LogOnTrial';
import { mutations } from './mutations';
import { fill, tamper } from './tamper';

jest.setTimeout(180_000);

const SCRIPT = path.resolve(
  __dirname,
  '../../../../../scripts/verify-audit.mjs',
);
const RUNS = { SQLITE_3: 10 * mutations.length, POSTGRES_15: mutations.length };

describe('tampering with the audit log', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  async function setUp(databaseId: 'SQLITE_3' | 'POSTGRES_15') {
    const knex = await databases.init(databaseId);
    const folder = await mkdtemp(path.join(tmpdir(), 'showcaller-trial-'));
    const trial = await LogOnTrial.create({ knex, folder });
    await fill(trial);
    return { knex, folder, trial };
  }

  it.each(databases.eachSupportedId())(
    'is found, and the first bad entry named, on %s',
    async databaseId => {
      const { trial } = await setUp(databaseId as keyof typeof RUNS);
      await expect(trial.verify()).resolves.toEqual({
        entries: 300,
        checkpoints: 4,
        fault: undefined,
      });
      const runs = RUNS[databaseId as keyof typeof RUNS];
      await expect(tamper({ trial, runs, seed: 1 })).resolves.toEqual({
        found: runs,
        n: runs,
        misses: [],
      });
      await expect(trial.verify()).resolves.toMatchObject({ fault: undefined });
    },
  );

  describe('is found by the script that needs nothing but Node', () => {
    async function verify(options: {
      from?: number;
      key?: string;
      change?: (lines: string[]) => string[];
    }) {
      const { knex, folder, trial } = await setUp('SQLITE_3');
      const { from = 1, key = trial.verifierKey, change } = options;
      const lines: string[] = await knex('audit_entry')
        .where('seq', '>=', from)
        .orderBy('seq')
        .pluck('canonical');
      const exported = path.join(folder, 'audit.jsonl');
      await writeFile(exported, `${(change?.(lines) ?? lines).join('\n')}\n`);
      const args = ['--export', exported, '--checkpoints', folder];
      return promisify(execFile)(process.execPath, [
        SCRIPT,
        ...args,
        '--key',
        key,
      ]).then(
        ({ stdout }) => ({ code: 0, text: stdout }),
        error => ({ code: error.code, text: error.stderr }),
      );
    }

    const forge = (line: string) =>
      line.replace('"outcome":"allow"', '"outcome":"block"');

    it.each([
      [
        'nothing',
        {},
        0,
        '300 entries are as they were written; 4 checkpoints confirm the log up to entry 280.',
      ],
      ['a part', { from: 100 }, 0, '201 entries are as they were written'],
      [
        'a rewritten entry',
        {
          change: (all: string[]) =>
            all.map((line, i) => (i === 149 ? forge(line) : line)),
        },
        1,
        'BROKEN. Entry 150 was rewritten',
      ],
      [
        'everything rewritten',
        { change: (all: string[]) => all.map(forge) },
        1,
        'BROKEN. Entry 1 was rewritten',
      ],
      [
        'a removed entry',
        { change: (all: string[]) => all.filter((_, i) => i !== 9) },
        1,
        'BROKEN. Entry 10 is missing; 11 comes in its place.',
      ],
      [
        'a swap',
        { change: ([one, two, ...rest]: string[]) => [two, one, ...rest] },
        1,
        'BROKEN. Entry 3 is not there: in its place is what says to be entry 1.',
      ],
      [
        'a repetition',
        {
          change: (all: string[]) => [
            ...all.slice(0, 5),
            all[4],
            ...all.slice(5),
          ],
        },
        1,
        'BROKEN. Entry 6 is not there: in its place is what says to be entry 5.',
      ],
      [
        'other spacing',
        {
          change: ([one, ...rest]: string[]) => [
            one.replace(':', ': '),
            ...rest,
          ],
        },
        1,
        'BROKEN. Entry 1 was changed: it is not in its canonical form.',
      ],
      [
        'garbage',
        { change: ([, ...rest]: string[]) => ['{', ...rest] },
        1,
        'BROKEN. Entry 1 was changed: it is not JSON.',
      ],
      [
        'another key',
        {
          key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
        },
        1,
        'is not signed by a given key',
      ],
      ['no key', { key: 'secret' }, 2, 'is no verifier key'],
    ])('with %s', async (_, options, code, text) => {
      const result = await verify(options);
      expect(result.text).toContain(text);
      expect(result.code).toBe(code);
    });

    it('also without leaf hashes, and when a checkpoint was changed', async () => {
      const { knex, folder, trial } = await setUp('SQLITE_3');
      const lines: string[] = await knex('audit_entry').pluck('canonical');
      const exported = path.join(folder, 'audit.jsonl');
      lines[149] = forge(lines[149]);
      await writeFile(exported, lines.join('\n'));
      const run = () =>
        promisify(execFile)(process.execPath, [
          SCRIPT,
          '--export',
          exported,
          '--checkpoints',
          folder,
          '--key',
          trial.verifierKey,
        ]);
      await rm(path.join(folder, '2026-11', '0000000000000064.leaves'));
      await expect(run()).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(
          'Entry 129, or one after it up to 200, was rewritten',
        ),
      });
      const checkpoint = path.join(
        folder,
        '2026-11',
        '0000000000000280.checkpoint',
      );
      const note = await readFile(checkpoint, 'utf8');
      await writeFile(checkpoint, note.replace('\n280\n', '\n281\n'));
      await expect(run()).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('its signature does not fit'),
      });
    });

    it('makes keys that the backend takes', async () => {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [
        SCRIPT,
        '--new-key',
        'portal.example/audit',
      ]);
      const { parseSignerKey } = jest.requireActual('@showcaller/engine/audit');
      expect(stderr).toContain(parseSignerKey(stdout.trim()).verifierKey);
    });
  });
});
