import type { AuditEntry } from '@showcaller/backstage-plugin-showcaller-common';

/** `onBehalfOf` → `On behalf of`. */
function nameWords(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLocaleLowerCase('en-US');
  return words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1);
}

/** The facts of an action as names and values, in the order in which they are written. */
export function entryFacts(
  data: Readonly<Record<string, unknown>>,
): Array<[string, string]> {
  return Object.entries(data).map(([name, value]) => [
    nameWords(name),
    valueWords(value),
  ]);
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return 'none';
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) {
    return value.length === 0 ? 'none' : value.join(', ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What people wrote, by name; without a text where it was erased and only its digest is left. */
export function entryTexts(
  entry: Pick<AuditEntry, 'texts' | 'textDigests'>,
): Array<{ name: string; text?: string }> {
  const { texts = {}, textDigests = {} } = entry;
  const names = new Set([...Object.keys(textDigests), ...Object.keys(texts)]);
  return [...names].map(name => ({ name: nameWords(name), text: texts[name] }));
}
