import { sampleArtifact } from '../../../__testUtils__/gate';
import {
  provenanceWords,
  sbomDiffWords,
  sbomWords,
  signatureWord,
  signedWord,
} from './artifactWords';

const { signatures, provenance, sbom } = sampleArtifact();

describe('the words of the supply chain', () => {
  it('say what was verified and what was refused', () => {
    expect(signatures.map(signatureWord)).toEqual([
      { label: 'Signature verified', tone: 'ok' },
      {
        label:
          'Statement (https://slsa.dev/provenance/v1) refused: the certificate was not valid when it was signed',
        tone: 'error',
      },
    ]);
    expect(signedWord(signatures).label).toBe('Signed');
    expect(signedWord([signatures[1]])).toEqual({
      label: 'No valid signature',
      tone: 'error',
    });
    expect(signedWord([]).tone).toBe('neutral');
  });

  it('say the level, and why it is not one higher', () => {
    expect(provenanceWords(provenance)).toBe(
      'SLSA build level 2; not higher because the builder does not isolate its runs from each other',
    );
    expect(provenanceWords(undefined)).toBe('No provenance was uploaded');
  });

  it('count vulnerabilities, and never take unknown for none', () => {
    expect(sbomWords(sbom).label).toBe(
      '412 components (CycloneDX 1.6); known vulnerabilities: 1 critical, 2 high, 4 low',
    );
    expect(
      sbomWords({ ...sbom!, unknownReason: 'the endpoint did not answer' }),
    ).toEqual({
      label:
        '412 components (CycloneDX 1.6); vulnerabilities not known: the endpoint did not answer',
      tone: 'warning',
    });
    expect(
      sbomWords({ ...sbom!, valid: false, problem: 'no bomFormat' }),
    ).toEqual({
      label: 'The bill of materials is not valid: no bomFormat',
      tone: 'error',
    });
    expect(sbomWords(undefined).tone).toBe('neutral');
  });

  it('say what is new', () => {
    expect(sbomDiffWords(sbom!.diff!)).toBe(
      '1 added, none removed, 1 changed since 9d1e0c7',
    );
  });
});
