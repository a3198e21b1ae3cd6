import { parseEntityRef } from '@backstage/catalog-model';

/** Where the thing that an entry is about can be looked at. */
export type SubjectLink =
  | { to: 'decision'; id: string }
  | { to: 'bundle'; hash: string }
  | { to: 'model'; hash: string }
  | { to: 'entity'; ref: string };

/** Kinds of subjects that have a page. */
const makers = new Map<string, (id: string) => SubjectLink | undefined>([
  ['decision', id => ({ to: 'decision', id })],
  ['bundle', hash => ({ to: 'bundle', hash })],
  ['model', hash => ({ to: 'model', hash })],
  ['entity', ref => (isEntityRef(ref) ? { to: 'entity', ref } : undefined)],
]);

/** The page of a subject such as `decision:01K…`; undefined for those without one. */
export function subjectLink(subject: string): SubjectLink | undefined {
  const [kind] = subject.split(':', 1);
  const id = subject.slice(kind.length + 1);
  return id === '' ? undefined : makers.get(kind)?.(id);
}

/** A subject as it is shown: long hashes cut. */
export function subjectWords(subject: string): string {
  return subject.replace(/\b[0-9a-f]{64}\b/g, hash => `${hash.slice(0, 12)}…`);
}

/** Whether an actor or an entity is one of the catalog. */
export function isEntityRef(text: string): boolean {
  try {
    parseEntityRef(text);
    return /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/.test(text);
  } catch {
    return false;
  }
}
