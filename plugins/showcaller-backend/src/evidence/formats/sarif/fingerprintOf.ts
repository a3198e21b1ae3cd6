import { createHash } from 'node:crypto';
import type { SarifResult } from './sarifSchema';

/**
 * What makes a finding the same in another revision: what its tool says makes it so (3.27.16, 3.27.17); otherwise its rule,
 * its file and its text without white space, so that a block that moved is the same finding. Line numbers are no part of
 * it. Without a snippet, the message without its numbers stands for the text.
 */
export function fingerprintOf(options: {
  tool: string;
  rule: string;
  path: string;
  result: SarifResult;
}): string {
  const { tool, rule, path, result } = options;
  const said =
    sorted(result.fingerprints) ?? sorted(result.partialFingerprints);
  const snippet =
    result.locations[0]?.physicalLocation?.region?.snippet?.text?.replace(
      /\s+/g,
      '',
    );
  const text =
    snippet ||
    (result.message.text ?? result.message.id ?? '').replace(/\d+/g, '#');
  return createHash('sha256')
    .update(JSON.stringify([tool, family(rule), path, said ?? text]))
    .digest('hex')
    .slice(0, 32);
}

/** The same finding several times in one file: each after the first has its number. */
export function numbered(fingerprint: string, count: number): string {
  return count === 1
    ? fingerprint
    : createHash('sha256')
        .update(`${fingerprint}:${count}`)
        .digest('hex')
        .slice(0, 32);
}

/** `CA1001/part` is a part of the rule `CA1001` (3.52.4). */
function family(rule: string): string {
  return rule.split('/')[0];
}

function sorted(
  fingerprints: Record<string, string> | undefined,
): Array<[string, string]> | undefined {
  const entries = Object.entries(fingerprints ?? {});
  return entries.length === 0
    ? undefined
    : entries.sort(([one], [other]) => (one < other ? -1 : 1));
}
