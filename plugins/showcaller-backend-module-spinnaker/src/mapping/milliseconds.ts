import type { Payload } from '@showcaller/backstage-plugin-showcaller-node';

/** A point in time that is milliseconds since 1970, a number or a text, as RFC 3339. */
export function milliseconds(
  payload: Payload | undefined,
  name: string,
): string | undefined {
  const value = payload?.number(name) ?? Number(payload?.text(name) ?? NaN);
  // Beyond the year 9999 there is no RFC 3339.
  return value > 0 && value < 253_402_300_800_000
    ? new Date(value).toISOString()
    : undefined;
}
