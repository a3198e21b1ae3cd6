import { leafHash, toHex } from '@showcaller/engine/audit';
import type { Knex } from 'knex';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isSqlite } from '../../database/openDatabase';
import type { EntryRow } from '../types';
import { rebuildTree } from './LogOnTrial';

/** What a mutation works on. */
export interface Scene {
  tx: Knex.Transaction;
  /** A whole number from 0 to below `limit`. */
  below: (limit: number) => number;
  /** Entries in all. */
  entries: number;
  /** Entries that a checkpoint outside covers. */
  covered: number;
  folder: string;
  /** To be run when the mutation was looked at: the folder has no transactions. */
  undo: (step: () => Promise<void>) => void;
}

/** One way to tamper with the log; answers the entry that is to be named, when that is certain. */
export interface Mutation {
  name: string;
  apply: (scene: Scene) => Promise<number | undefined>;
}

const COLUMNS = [
  'at',
  'actor',
  'action',
  'subject',
  'entity_ref',
  'request_id',
] as const;

/** Every way that we could think of. */
export const mutations: Mutation[] = [
  {
    name: 'flips a bit of a text',
    apply: async ({ tx, below, entries }) => {
      const row = await rowAt(tx, 1 + below(entries));
      const bytes = Buffer.from(row.canonical);
      // The lowest bits keep ASCII what it is: text that a database takes.
      bytes[below(bytes.length)] ^= 1 + below(7);
      await put(tx, row, { canonical: bytes.toString('latin1') });
      return Number(row.seq);
    },
  },
  {
    name: 'changes a column',
    apply: async ({ tx, below, entries }) => {
      const row = await rowAt(tx, 1 + below(entries));
      const column = COLUMNS[below(COLUMNS.length)];
      const value = column === 'at' ? '2020-01-01T00:00:00.000Z' : 'eve';
      await put(tx, row, { [column]: value });
      return Number(row.seq);
    },
  },
  {
    name: 'empties a column',
    apply: async ({ tx, below, entries }) => {
      const row = await rowAt(tx, 1 + below(entries));
      await put(tx, row, { entity_ref: null });
      return Number(row.seq);
    },
  },
  {
    name: 'changes a leaf hash',
    apply: async ({ tx, below, entries }) => {
      const row = await rowAt(tx, 1 + below(entries));
      await put(tx, row, { leaf_hash: toHex(leafHash('eve')) });
      return Number(row.seq);
    },
  },
  {
    name: 'removes an entry',
    apply: async ({ tx, below, entries }) => {
      const seq = 1 + below(entries);
      await tx('audit_entry').where({ seq }).delete();
      return seq;
    },
  },
  {
    name: 'removes an entry and closes the gap',
    apply: async ({ tx, below, entries }) => {
      const seq = 1 + below(entries - 1);
      await tx('audit_entry').where({ seq }).delete();
      for (let later = seq + 1; later <= entries; later++) {
        await tx('audit_entry')
          .where({ seq: later })
          .update({ seq: later - 1 });
      }
      await tx('audit_head').update({ size: entries - 1 });
      return seq;
    },
  },
  {
    name: 'puts an entry in between',
    apply: async ({ tx, below, entries }) => {
      const seq = 1 + below(entries);
      const row = await rowAt(tx, seq);
      for (let later = entries; later >= seq; later--) {
        await tx('audit_entry')
          .where({ seq: later })
          .update({ seq: later + 1 });
      }
      await tx('audit_entry').insert(forged(row, seq));
      await tx('audit_head').update({ size: entries + 1 });
      // The forged one is right by itself where no checkpoint covers it; then the next one is not in its place.
      return undefined;
    },
  },
  {
    name: 'adds an entry behind the head',
    apply: async ({ tx, entries }) => {
      const row = await rowAt(tx, entries);
      await tx('audit_entry').insert(forged(row, entries + 1));
      return entries + 1;
    },
  },
  {
    name: 'swaps two entries',
    apply: async ({ tx, below, entries }) => {
      const one = 1 + below(entries - 1);
      const other = one + 1 + below(entries - one);
      const rows = [await rowAt(tx, one), await rowAt(tx, other)];
      await put(tx, rows[0], { ...rows[1], seq: one });
      await put(tx, rows[1], { ...rows[0], seq: other });
      return one;
    },
  },
  {
    name: 'cuts the end off',
    apply: async ({ tx, below, entries }) => {
      const seq = 1 + below(entries);
      await tx('audit_entry').where('seq', '>=', seq).delete();
      return seq;
    },
  },
  {
    name: 'cuts the end off and mends head and tree',
    apply: async ({ tx, below, covered }) => {
      const seq = 1 + below(covered);
      await tx('audit_entry').where('seq', '>=', seq).delete();
      await rebuildTree(tx);
      return seq;
    },
  },
  {
    name: 'rewrites an entry with its hash',
    apply: async ({ tx, below, covered }) => {
      const row = await rowAt(tx, 1 + below(covered));
      await put(tx, row, forged(row, Number(row.seq)));
      return Number(row.seq);
    },
  },
  {
    name: 'rewrites an entry with its hash, and the tree',
    apply: async ({ tx, below, covered }) => {
      const row = await rowAt(tx, 1 + below(covered));
      await put(tx, row, forged(row, Number(row.seq)));
      await rebuildTree(tx);
      return Number(row.seq);
    },
  },
  {
    name: 'rewrites everything from an entry on, and the tree',
    apply: async ({ tx, below, covered, entries }) => {
      const first = 1 + below(covered);
      for (let seq = first; seq <= entries; seq++) {
        const row = await rowAt(tx, seq);
        await put(tx, row, forged(row, seq));
      }
      await rebuildTree(tx);
      return first;
    },
  },
  {
    name: 'rewrites everything from an entry on, and takes the checkpoints out of the database',
    apply: async ({ tx, below, covered, entries }) => {
      const first = 1 + below(covered);
      for (let seq = first; seq <= entries; seq++) {
        const row = await rowAt(tx, seq);
        await put(tx, row, forged(row, seq));
      }
      await rebuildTree(tx);
      await tx('audit_checkpoint').where('size', '>=', first).delete();
      return first;
    },
  },
  {
    name: 'changes the head',
    apply: async ({ tx, below, entries }) => {
      await tx('audit_head').update({ size: below(entries) });
      return undefined;
    },
  },
  {
    name: 'changes a text of a person',
    apply: async ({ tx, below }) => {
      const text = await someText(tx, below);
      await tx('audit_text')
        .where({ digest: text })
        .update(below(2) ? { text: 'Never said' } : { salt: 'pepper' });
      return undefined;
    },
  },
  {
    name: 'removes a text of a person without a word',
    apply: async ({ tx, below }) => {
      const digest = await someText(tx, below);
      await tx('audit_text').where({ digest }).delete();
      return undefined;
    },
  },
  {
    name: 'changes a kept node of the tree',
    apply: async ({ tx, below }) => {
      const change = below(2)
        ? tx('audit_node').update({ hash: toHex(leafHash('eve')) })
        : tx('audit_node').delete();
      await change;
      return 1;
    },
  },
  {
    name: 'changes the kept edge of the tree',
    apply: async ({ tx }) => {
      const { edge } = await tx('audit_tree').first('edge');
      const hashes: string[] = JSON.parse(edge);
      hashes[0] = toHex(leafHash('eve'));
      await tx('audit_tree').update({ edge: JSON.stringify(hashes) });
      return undefined;
    },
  },
  {
    name: 'changes a checkpoint in the database',
    apply: async ({ tx, below }) => {
      const sizes: number[] = await tx('audit_checkpoint').pluck('size');
      const size = sizes[below(sizes.length)];
      const { note } = await tx('audit_checkpoint').where({ size }).first();
      const at = below(note.length - 1);
      const changes = [
        {
          note: note.slice(0, at) + anotherThan(note[at]) + note.slice(at + 1),
        },
        { root: Buffer.alloc(32).toString('base64') },
        { at: '2020-01-01T00:00:00.000Z' },
        { size: Number(size) + 1 },
        { published_to: '[]' },
      ];
      await tx('audit_checkpoint')
        .where({ size })
        .update(changes[below(changes.length)]);
      return undefined;
    },
  },
  {
    name: 'removes a checkpoint from the database',
    apply: async ({ tx, below }) => {
      const sizes: number[] = await tx('audit_checkpoint').pluck('size');
      const size = sizes[below(sizes.length)];
      await tx('audit_checkpoint').where({ size }).delete();
      return Number(size);
    },
  },
  {
    name: 'changes a file outside',
    apply: async scene => {
      const file = await someFile(scene);
      const bytes = await readFile(file);
      const changed = Buffer.from(bytes);
      changed[scene.below(bytes.length)] ^= 1 + scene.below(7);
      await writeFile(file, changed);
      scene.undo(() => writeFile(file, bytes));
      return undefined;
    },
  },
  {
    name: 'removes a file outside',
    apply: async scene => {
      const file = await someFile(scene);
      const bytes = await readFile(file);
      await rm(file);
      scene.undo(() => writeFile(file, bytes));
      return undefined;
    },
  },
  {
    name: 'renames a checkpoint outside',
    apply: async scene => {
      const file = await someFile(scene, '.checkpoint');
      const moved = path.join(
        path.dirname(file),
        `${'9'.repeat(16)}.checkpoint`,
      );
      await rename(file, moved);
      scene.undo(() => rename(moved, file));
      return undefined;
    },
  },
  {
    name: 'takes a trigger away',
    apply: async ({ tx, below }) => {
      const table = below(2) ? 'audit_entry' : 'audit_checkpoint';
      const guard = `${table}_${below(2) ? 'no_update' : 'no_delete'}`;
      await tx.raw(
        isSqlite(tx)
          ? `DROP TRIGGER ${guard}`
          : `DROP TRIGGER ${guard} ON ${table}`,
      );
      return 0;
    },
  },
];

/** Mutations that are about the triggers themselves, and must not have them brought back. */
export function isAboutGuards({ name }: Mutation): boolean {
  return name === 'takes a trigger away';
}

async function rowAt(tx: Knex.Transaction, seq: number): Promise<EntryRow> {
  return tx('audit_entry').where({ seq }).first();
}

async function put(
  tx: Knex.Transaction,
  row: EntryRow,
  changes: Partial<EntryRow>,
): Promise<void> {
  await tx('audit_entry').where({ seq: row.seq }).update(changes);
}

/** Another decision in its place, right by itself. */
function forged(row: EntryRow, seq: number): EntryRow {
  const canonical = row.canonical
    .replace(/"seq":\d+/, `"seq":${seq}`)
    .replace(/"outcome":"\w+"/, '"outcome":"forge"')
    .replace(/,"texts":\{[^}]*\}/, '');
  return { ...row, seq, canonical, leaf_hash: toHex(leafHash(canonical)) };
}

async function someText(
  tx: Knex.Transaction,
  below: (limit: number) => number,
): Promise<string> {
  const digests: string[] = await tx('audit_text').pluck('digest');
  return digests[below(digests.length)];
}

async function someFile(scene: Scene, ending = ''): Promise<string> {
  const names = await readdir(scene.folder, {
    recursive: true,
    encoding: 'utf8',
  });
  const files = names
    .filter(name => /\.(checkpoint|leaves)$/.test(name))
    .filter(name => name.endsWith(ending))
    .sort();
  return path.join(scene.folder, files[scene.below(files.length)]);
}

function anotherThan(char: string): string {
  return char === 'A' ? 'B' : 'A';
}
