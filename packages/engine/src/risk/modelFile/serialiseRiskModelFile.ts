import { canonicalJson } from '../../canonicalJson';
import { toDriftText } from './driftText';
import { toNumberText } from './numberText';
import type { RiskModelFile, Sha256 } from './riskModelFile';
import { toTreesText } from './treesText';

/**
 * The checksum of a parsed model file: SHA-256 of the canonical JSON of all but the checksum itself. White space does not
 * count; any other changed byte does.
 *
 * @internal
 */
export function checksumOf(
  json: Readonly<Record<string, unknown>>,
  sha256: Sha256,
): string {
  return sha256(canonicalJson({ ...json, checksum: undefined }));
}

/**
 * A model file as JSON text that ends in a line feed. The same file gives the same text; lists of numbers are exact.
 *
 * @public
 */
export function serialiseRiskModelFile(
  file: RiskModelFile,
  sha256: Sha256,
): string {
  const { trees, vennAbers, parity, driftReference, ...rest } = file;
  const json = {
    ...rest,
    vennAbers: vennAbers && {
      count: vennAbers.count,
      lowFrom: toNumberText(vennAbers.lowFrom),
      low: toNumberText(vennAbers.low),
      highUpTo: toNumberText(vennAbers.highUpTo),
      high: toNumberText(vennAbers.high),
    },
    driftReference: driftReference && toDriftText(driftReference),
    parity: {
      fromTraining: parity.fromTraining,
      rows: toNumberText(parity.rows),
      margins: toNumberText(parity.margins),
      probabilities: toNumberText(parity.probabilities),
    },
    trees: trees && toTreesText(trees),
  };
  return `${JSON.stringify(
    { ...json, checksum: checksumOf(json, sha256) },
    undefined,
    2,
  )}\n`;
}
