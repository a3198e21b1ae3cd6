import type { AuditProof } from '@showcaller/backstage-plugin-showcaller-common';
import { sampleProof } from '../../../__testUtils__/gate';
import { checkProof } from './checkProof';

const proof = sampleProof();

function flip(hex: string): string {
  return (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
}

describe('checkProof', () => {
  it('says which entry of how many is under whose signature, and of when', () => {
    expect(checkProof(proof)).toEqual({
      verdict: 'signed',
      seq: 1204,
      size: 1311,
      signer: {
        name: 'portal.shop.example/audit',
        keyId: expect.stringMatching(/^[0-9a-f]{8}$/),
        at: '2026-11-20T13:05:00Z',
      },
      steps: ['entry', 'inclusion', 'head', 'signature'].map(name => ({
        name,
        ok: true,
      })),
    });
  });

  it('does not call signed what no checkpoint covers', () => {
    const check = checkProof(sampleProof({ signed: false }));
    expect(check.verdict).toBe('unsigned');
    expect(check.signer).toBeUndefined();
    expect(check.steps.map(step => step.name)).toEqual(['entry', 'inclusion']);
  });

  it('holds for the only entry of a log', () => {
    expect(checkProof(sampleProof({ seq: 1, size: 1 })).verdict).toBe('signed');
  });

  const other = sampleProof({ size: 1310 });
  it.each<[string, Partial<AuditProof>, string, RegExp]>([
    [
      'the page shows something else than the entry',
      { entry: { ...proof.entry, actor: 'user:default/mallory' } },
      'entry',
      /actor that is shown is “user:default\/mallory”, the entry says “showcaller”/,
    ],
    [
      'the bytes of the entry are not its own',
      { canonical: proof.canonical.replace('"block"', '"allow"') },
      'entry',
      /does not hash to the leaf/,
    ],
    [
      'the entry stands at another place',
      { leafIndex: 7 },
      'entry',
      /has to be leaf 1203, not 7/,
    ],
    [
      'a sibling was changed',
      { path: [flip(proof.path[0]), ...proof.path.slice(1)] },
      'inclusion',
      /do not lead/,
    ],
    [
      'a sibling is no hash',
      { path: ['ab', ...proof.path.slice(1)] },
      'inclusion',
      /64 digits/,
    ],
    [
      'the checkpoint is of another tree',
      { checkpoint: other.checkpoint },
      'head',
      /of 1310 entries, the proof of 1311/,
    ],
    [
      'the checkpoint was changed',
      {
        checkpoint: {
          ...proof.checkpoint!,
          note: proof.checkpoint!.note.replace('1311', '1312'),
        },
      },
      'signature',
      /does not fit the note/,
    ],
    [
      'the key is none',
      { verifierKey: 'portal.shop.example/audit' },
      'signature',
      /./,
    ],
  ])('proves nothing when %s', (_, changes, name, reason) => {
    const check = checkProof({ ...proof, ...changes });
    expect(check.verdict).toBe('broken');
    const last = check.steps[check.steps.length - 1];
    expect(last).toMatchObject({ name, ok: false });
    expect(last.reason).toMatch(reason);
  });
});
