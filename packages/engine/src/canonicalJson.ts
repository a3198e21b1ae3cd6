/**
 * The canonical form of a JSON value (RFC 8785): no white space, keys sorted by UTF-16 code units, numbers as
 * ECMAScript prints them. Two values with the same content have the same canonical form and therefore the same hash.
 * Keys whose value is undefined are left out, as JSON does.
 *
 * @throws TypeError for what JSON cannot hold: NaN, infinities, functions, symbols, big integers, lone surrogates.
 * @public
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      throw new TypeError(`JSON cannot hold the number ${value}`);
    }
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) {
      throw new TypeError('JSON text cannot hold a lone surrogate');
    }
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object') {
    // The default sort compares UTF-16 code units, which is what the RFC asks for.
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key]) => key)
      .sort()
      .map(
        key =>
          `${canonicalJson(key)}:${canonicalJson(
            (value as Record<string, unknown>)[key],
          )}`,
      );
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`JSON cannot hold a ${typeof value}`);
}
