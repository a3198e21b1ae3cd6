/**
 * What any database and any JSON reader can hold: lone surrogates and the character 0 become U+FFFD, numbers that are none
 * become null. An entry must not fail, and take the decision with it, because of what somebody named a branch.
 */
export function tidyStrings<T>(value: T): T {
  return tidy(value) as T;
}

function tidy(value: unknown): unknown {
  if (typeof value === 'string') {
    return tidyText(value);
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : null;
  }
  if (Array.isArray(value)) {
    return Array.from(value, item => (item === undefined ? null : tidy(item)));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [tidyText(name), tidy(member)]),
    );
  }
  return value;
}

function tidyText(text: string): string {
  return text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
}
