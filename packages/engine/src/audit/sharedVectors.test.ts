/**
 * Vectors of others: probes of transparency-dev/merkle for proofs, of the authors of RFC 8785 for canonical JSON. They lie
 * beside the repository; where they do not, these cases are skipped.
 */
import fs from 'node:fs';
import path from 'node:path';
import { canonicalJson } from '../canonicalJson';
import { verifyConsistency, verifyInclusion } from './verifyProofs';

const shared = path.resolve(__dirname, '../../../../../shared/data');
const probes = path.join(shared, 'merkle-proofs');
const jcs = path.join(shared, 'jcs-rfc8785');

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

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.json'))
    .sort();
}

function bytes(text: string | undefined): Uint8Array {
  return Uint8Array.from(Buffer.from(text ?? '', 'base64'));
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

(fs.existsSync(probes) ? describe : describe.skip)('Merkle probes', () => {
  it.each(['inclusion', 'consistency'])('judges every one of %s', kind => {
    const folder = path.join(probes, kind);
    const wrong = filesBelow(folder).filter(name => {
      const probe: Probe = JSON.parse(
        fs.readFileSync(path.join(folder, name), 'utf8'),
      );
      return isAccepted(kind, probe) === probe.wantErr;
    });
    expect(wrong).toEqual([]);
    expect(filesBelow(folder).length).toBeGreaterThan(50);
  });
});

(fs.existsSync(jcs) ? describe : describe.skip)('RFC 8785 vectors', () => {
  const names = fs.existsSync(jcs) ? filesBelow(path.join(jcs, 'input')) : [];

  it.each(names)('gives the bytes of %s', name => {
    const input = fs.readFileSync(path.join(jcs, 'input', name), 'utf8');
    const output = fs.readFileSync(path.join(jcs, 'output', name), 'utf8');
    const hex = fs.readFileSync(
      path.join(jcs, 'outhex', name.replace('.json', '.txt')),
      'utf8',
    );
    const canonical = canonicalJson(JSON.parse(input));
    expect(canonical).toBe(output);
    expect(Buffer.from(canonical).toString('hex')).toBe(hex.replace(/\s/g, ''));
  });
});
