#!/usr/bin/env node
/**
 * Checks an export of the audit log against its checkpoints, with nothing but Node and this file.
 *
 *   node scripts/verify-audit.mjs --export audit.jsonl --checkpoints <folder> --key '<verifier key>' [--key …]
 *   node scripts/verify-audit.mjs --new-key <name>
 *
 * The export holds one canonical entry a line (`GET audit/export`). The folder holds the checkpoints that the backend wrote
 * outside the database (<year>-<month>/<size>.checkpoint and .leaves). The verifier key is told by `GET audit`; keep a copy
 * where the portal's operators cannot change it. Give it once more for each former key.
 *
 * Checks: each entry is canonical JSON (RFC 8785) and the next in order; each checkpoint is signed (C2SP signed note, Ed25519)
 * and its root is that of the entries (RFC 9162). Leaf hashes beside a checkpoint name the entry that differs, and stand in for
 * entries that the export leaves out.
 *
 * Exit: 0 all is as it was written; 1 it is not, and the first bad entry is named; 2 nothing could be checked.
 */
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  verify,
} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

class Broken extends Error {}
class Unusable extends Error {}

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafHash = text => sha256(Buffer.of(0), text);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** Complete subtrees from left to right; appending carries as a binary number does. */
class Range {
  size = 0;
  edge = [];
  append(leaf) {
    let hash = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      hash = nodeHash(this.edge.pop(), hash);
    }
    this.edge.push(hash);
    this.size += 1;
  }
  root() {
    return this.edge.length
      ? this.edge.reduceRight((right, left) => nodeHash(left, right))
      : sha256('');
  }
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .sort()
      .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

function readKey(text) {
  const [, name, id, base64] =
    /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (!name || bytes.length !== 33 || bytes[0] !== 1) {
    throw new Unusable(
      `'${text}' is no verifier key: it is a name, 8 digits of hex and base64, joined by '+'`,
    );
  }
  if (keyId(name, bytes) !== id) {
    throw new Unusable(`The verifier key '${name}' does not have its id ${id}`);
  }
  const key = createPublicKey({
    key: Buffer.concat([SPKI, bytes.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  return { name, id, key };
}

function keyId(name, typedKey) {
  return sha256(`${name}\n`, typedKey).subarray(0, 4).toString('hex');
}

function openCheckpoint(file, keys) {
  const note = fs.readFileSync(file, 'utf8');
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  for (const line of note.slice(split + 2).split('\n')) {
    const [, name, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(base64 ?? '', 'base64');
    const id = bytes.subarray(0, 4).toString('hex');
    const known = keys.find(key => key.name === name && key.id === id);
    if (known) {
      const [origin, size, root] = text.split('\n');
      if (
        !verify(null, Buffer.from(text), known.key, bytes.subarray(4)) ||
        origin !== name
      ) {
        throw new Broken(
          `The checkpoint ${file} was changed: its signature does not fit`,
        );
      }
      return { file, size: Number(size), root };
    }
  }
  throw new Broken(`The checkpoint ${file} is not signed by a given key`);
}

function listCheckpoints(folder, keys) {
  const names = fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter(name => name.endsWith('.checkpoint'));
  return names
    .map(name => {
      const checkpoint = openCheckpoint(path.join(folder, name), keys);
      if (Number(path.basename(name, '.checkpoint')) !== checkpoint.size) {
        throw new Broken(
          `The checkpoint ${name} is of ${checkpoint.size} entries: it was renamed`,
        );
      }
      return checkpoint;
    })
    .sort((one, other) => one.size - other.size);
}

/** Leaf hashes that the checkpoints vouch for, from the first entry on as far as they go without a gap. */
function listLeaves(checkpoints) {
  const range = new Range();
  const leaves = [];
  for (const { file, size, root } of checkpoints) {
    const beside = file.replace(/checkpoint$/, 'leaves');
    const bytes = fs.existsSync(beside) ? fs.readFileSync(beside) : undefined;
    const missing = size - range.size;
    if (!bytes || bytes.length < missing * 32) return leaves;
    const fresh = [];
    for (let at = bytes.length - missing * 32; at < bytes.length; at += 32) {
      fresh.push(bytes.subarray(at, at + 32));
    }
    for (const leaf of fresh) range.append(leaf);
    if (range.root().toString('base64') !== root) {
      console.error(
        `${beside} does not fit its checkpoint; the entries themselves are checked.`,
      );
      return leaves;
    }
    leaves.push(...fresh);
  }
  return leaves;
}

function readEntry(line, seq) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    throw new Broken(`Entry ${seq} was changed: it is not JSON`);
  }
  if (canonical(entry) !== line) {
    throw new Broken(
      `Entry ${seq} was changed: it is not in its canonical form`,
    );
  }
  return entry;
}

async function check({ exported, folder, keys }) {
  const checkpoints = listCheckpoints(folder, keys);
  if (checkpoints.length === 0) {
    throw new Unusable(`There are no checkpoints in ${folder}`);
  }
  const leaves = listLeaves(checkpoints);
  const due = new Map();
  for (const one of checkpoints) {
    due.set(one.size, [...(due.get(one.size) ?? []), one]);
  }
  const range = new Range();
  let confirmed = 0;
  let entries = 0;
  const take = leaf => {
    range.append(leaf);
    for (const { file, root } of due.get(range.size) ?? []) {
      if (range.root().toString('base64') !== root) {
        throw new Broken(
          `Entry ${confirmed + 1}, or one after it up to ${
            range.size
          }, was rewritten: the root of ${file} is another`,
        );
      }
      confirmed = range.size;
    }
  };
  const lines = readline.createInterface({
    input: fs.createReadStream(exported),
    crlfDelay: Infinity,
  });
  for await (const line of lines) {
    if (line === '') continue;
    const entry = readEntry(line, entries === 0 ? 1 : range.size + 1);
    if (entries === 0) {
      // An export may begin later; what is before stands as hashes outside.
      while (range.size + 1 < entry.seq && leaves[range.size]) {
        take(leaves[range.size]);
      }
    }
    const seq = range.size + 1;
    if (entry.seq !== seq) {
      throw new Broken(
        entry.seq > seq
          ? `Entry ${seq} is missing; ${entry.seq} comes in its place`
          : `Entry ${seq} is not there: in its place is what says to be entry ${entry.seq}`,
      );
    }
    const leaf = leafHash(line);
    if (leaves[seq - 1] && !leaves[seq - 1].equals(leaf)) {
      throw new Broken(
        `Entry ${seq} was rewritten: another hash of it was written outside`,
      );
    }
    take(leaf);
    entries += 1;
  }
  const last = range.size;
  while (leaves[range.size]) take(leaves[range.size]);
  const covered = checkpoints.at(-1).size;
  if (range.size < covered) {
    throw new Broken(
      `Entry ${range.size + 1} is missing: ${
        checkpoints.at(-1).file
      } covers entries up to ${covered}`,
    );
  }
  return { entries, last, covered, confirmed, checkpoints: checkpoints.length };
}

function newKey(name) {
  if (!name || /[\s+]/.test(name)) {
    throw new Unusable("The name of a key has neither white space nor '+'");
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey
    .export({ format: 'der', type: 'pkcs8' })
    .subarray(-32);
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const typed = Buffer.concat([Buffer.of(1), raw]);
  const id = keyId(name, typed);
  const secret = Buffer.concat([Buffer.of(1), seed]).toString('base64');
  console.log(`PRIVATE+KEY+${name}+${id}+${secret}`);
  console.error(
    `Keep the line above secret; the verifier key is ${name}+${id}+${typed.toString(
      'base64',
    )}`,
  );
}

async function main() {
  const { values } = parseArgs({
    options: {
      export: { type: 'string' },
      checkpoints: { type: 'string' },
      key: { type: 'string', multiple: true },
      'new-key': { type: 'string' },
    },
  });
  if (values['new-key'] !== undefined) {
    newKey(values['new-key']);
    return;
  }
  const { export: exported, checkpoints: folder, key: keys } = values;
  if (!exported || !folder || !keys) {
    throw new Unusable(
      "Give --export <file.jsonl>, --checkpoints <folder> and --key '<verifier key>', or --new-key <name>",
    );
  }
  for (const place of [exported, folder]) {
    if (!fs.existsSync(place)) throw new Unusable(`There is no ${place}`);
  }
  const result = await check({ exported, folder, keys: keys.map(readKey) });
  console.log(
    `${result.entries} entries are as they were written; ${result.checkpoints} checkpoints confirm the log up to entry ${result.covered}.`,
  );
  if (result.last < result.covered) {
    console.log(
      `Entries after ${result.last} are not in the export; the checkpoints know their hashes.`,
    );
  }
  if (result.last > result.covered) {
    console.log(
      `Entries after ${result.covered} are newer than every checkpoint: nothing outside the database vouches for them yet.`,
    );
  }
}

try {
  await main();
} catch (error) {
  const isKnown = error instanceof Broken || error instanceof Unusable;
  console.error(
    error instanceof Broken
      ? `BROKEN. ${error.message}.`
      : `${isKnown ? '' : 'Cannot check: '}${error.message}`,
  );
  process.exitCode = error instanceof Broken ? 1 : 2;
}
