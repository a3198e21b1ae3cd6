import type { IngestSourceRow } from '@showcaller/backstage-plugin-showcaller-common';
import type { Tone } from '@showcaller/backstage-plugin-showcaller-react';

/** Words for how a source stands; the translation has one text per word. */
export type SourceWord =
  | 'refusing'
  | 'deadLetters'
  | 'silent'
  | 'catchingUp'
  | 'fine';

/** Refuses everything, has letters that could not be mapped, never sent, is behind, or fine; the worst wins. */
export function sourceStatus(row: IngestSourceRow): {
  word: SourceWord;
  tone: Tone;
} {
  if (!row.configured) {
    return { word: 'refusing', tone: 'warning' };
  }
  if (row.dead > 0) {
    return { word: 'deadLetters', tone: 'error' };
  }
  if (!row.lastReceivedAt) {
    return { word: 'silent', tone: 'neutral' };
  }
  if (row.pending > 0) {
    return { word: 'catchingUp', tone: 'running' };
  }
  return { word: 'fine', tone: 'ok' };
}
