import {
  canonicalJson,
  verifyConsistency,
  verifyInclusion,
} from '@showcaller/engine/audit';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** How many of the given cases came out as they should. */
export interface Right {
  right: number;
  n: number;
}

interface Probe {
  leafIdx: number;
  treeSize: number;
  size1: number;
  size2: number;
  root: string;
  root1: string;
  root2: string;
  leafHash: string;
  proof?: string[] | null;
  wantErr: boolean;
}

/** Judges every probe of inclusion and consistency below the folder; undefined when there is none. */
export async function judgeProofs(folder: string): Promise<Right | undefined> {
  const result = { right: 0, n: 0 };
  for (const kind of ['inclusion', 'consistency']) {
    for (const file of await jsonFilesBelow(path.join(folder, kind))) {
      const probe: Probe = JSON.parse(await readFile(file, 'utf8'));
      result.n += 1;
      result.right += isAccepted(kind, probe) === probe.wantErr ? 0 : 1;
    }
  }
  return result.n > 0 ? result : undefined;
}

/** Holds the canonical form of each input against the expected bytes; undefined when there is none. */
export async function judgeCanonical(
  folder: string,
): Promise<Right | undefined> {
  const result = { right: 0, n: 0 };
  for (const file of await jsonFilesBelow(path.join(folder, 'input'))) {
    const input = await readFile(file, 'utf8');
    const expected = await readFile(
      path.join(folder, 'output', path.basename(file)),
    );
    const actual = Buffer.from(canonicalJson(JSON.parse(input)));
    result.n += 1;
    result.right += actual.equals(expected) ? 1 : 0;
  }
  return result.n > 0 ? result : undefined;
}

function isAccepted(kind: string, probe: Probe): boolean {
  const proof = (probe.proof ?? []).map(bytes);
  return kind === 'inclusion'
    ? verifyInclusion({
        index: probe.leafIdx,
        size: probe.treeSize,
        leaf: bytes(probe.leafHash),
        path: proof,
        root: bytes(probe.root),
      })
    : verifyConsistency({
        from: probe.size1,
        to: probe.size2,
        fromRoot: bytes(probe.root1),
        toRoot: bytes(probe.root2),
        path: proof,
      });
}

function bytes(text: string | undefined): Uint8Array {
  return Buffer.from(text ?? '', 'base64');
}

async function jsonFilesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) {
    return [];
  }
  const names = await readdir(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => path.join(folder, name));
}
