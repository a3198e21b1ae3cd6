import type { DeliveryEvent } from './types';

/**
 * The latest known value of a field over events in order: an absent field never erases a known one.
 * `null` (JSON's word for absent) counts as absent.
 *
 * @internal
 */
export function latestKnown<TData, TValue>(
  ordered: ReadonlyArray<{ event: DeliveryEvent<TData> }>,
  read: (event: DeliveryEvent<TData>) => TValue | undefined | null,
): TValue | undefined {
  for (let index = ordered.length - 1; index >= 0; index--) {
    const value = read(ordered[index].event);
    if (value !== undefined && value !== null) {
      return value;
    }
  }
  return undefined;
}

/** A string field of an event's subject content; undefined when it is absent or not a string. @internal */
export function contentString(
  content: Record<string, unknown>,
  ...path: string[]
): string | undefined {
  let value: unknown = content;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}
