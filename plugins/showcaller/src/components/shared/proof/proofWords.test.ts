import { sampleProof } from '../../../__testUtils__/gate';
import { checkProof } from './checkProof';
import { proofStepWords, proofVerdict } from './proofWords';

describe('the words of a proof', () => {
  it('say which entry, of how many, signed by whom and when', () => {
    const check = checkProof(sampleProof());
    expect(proofVerdict(check, 'UTC')).toEqual({
      tone: 'ok',
      sentence: expect.stringMatching(
        /^Entry 1,204 of 1,311 is in the log signed by portal\.shop\.example\/audit \(key [0-9a-f]{8}\) at Nov 20, 2026, 13:05:00 UTC\./,
      ),
    });
    expect(check.steps.map(step => proofStepWords(step, check))).toEqual([
      'The bytes of entry 1,204 are what this page shows, and hash to its leaf.',
      'The leaf and its siblings lead to the root of the tree of 1,311 entries.',
      'The checkpoint states this root and 1,311 entries.',
      'The checkpoint carries a valid Ed25519 signature of portal.shop.example/audit.',
    ]);
  });

  it('promise nothing that no signature covers', () => {
    expect(
      proofVerdict(checkProof(sampleProof({ signed: false }))),
    ).toMatchObject({
      tone: 'warning',
      sentence: expect.stringContaining('no signed checkpoint covers it yet'),
    });
  });

  it('say what does not fit', () => {
    const check = checkProof({ ...sampleProof(), leafIndex: 7 });
    expect(proofVerdict(check)).toEqual({
      tone: 'error',
      sentence: 'Not proven: Entry 1204 has to be leaf 1203, not 7.',
    });
  });
});
