/** Figures by name; undefined where one could not be measured. */
export type Figures<K extends string> = Record<K, number | undefined>;

/** The mean of each figure over those that have it. */
export function meanFigures<K extends string>(
  all: ReadonlyArray<Figures<K>>,
  keys: readonly K[],
): Figures<K> {
  const means = {} as Figures<K>;
  for (const key of keys) {
    const known = all.flatMap(figures => figures[key] ?? []);
    means[key] = known.length
      ? known.reduce((sum, value) => sum + value, 0) / known.length
      : undefined;
  }
  return means;
}

/** What could not be measured is null in the last line; six digits are enough for everybody. */
export function jsonFigures<K extends string>(
  figures: Figures<K>,
  keys: readonly K[],
): Record<string, number | null> {
  return Object.fromEntries(
    keys.map(key => {
      const value = figures[key];
      return [key, value === undefined ? null : Number(value.toPrecision(6))];
    }),
  );
}
