import { sha256 } from '../../../database/sha256';
import type { ArtifactRule } from './readArtifactRules';

const LONGEST = 100;
const HASH = 8;

/**
 * Name of the document that a file becomes: that of the rule or the artifact, and the path of the file where the rule could
 * take several. The same file of the next run has the same name, so that its results can be compared. What a name may not
 * have is replaced, and a hash then tells apart what was different before.
 */
export function documentName(options: {
  rule: Pick<ArtifactRule, 'name' | 'several'>;
  artifact: string;
  /** Path in the archive; absent when the artifact is a file itself. */
  path?: string;
}): string {
  const { rule, artifact, path } = options;
  const full = [
    rule.name,
    ...(rule.name === undefined || rule.several.artifacts ? [artifact] : []),
    ...(path !== undefined && rule.several.files ? [path] : []),
  ]
    .filter(part => part !== undefined)
    .join('/');
  const allowed = full.replace(/[^\w.:/ -]/g, '-');
  if (allowed === full && full.length <= LONGEST) {
    return full;
  }
  const hash = sha256(full).slice(0, HASH);
  return `${allowed.slice(-(LONGEST - HASH - 1))}:${hash}`;
}
