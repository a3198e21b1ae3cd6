/** Groups of the columns that the public data sets have, as the pages group signals. */
const groups: Record<string, readonly string[]> = {
  size: ['ns', 'nd', 'nm', 'nf', 'entropy', 'la', 'ld', 'lt'],
  purpose: ['fix'],
  churn: ['ndev', 'age', 'pd', 'nuc', 'npt'],
  team: ['exp', 'rexp', 'sexp'],
};

/** The group of a column; one that is not known is a group of its own. */
export function groupOfColumn(name: string): string {
  return (
    Object.keys(groups).find(group => groups[group].includes(name)) ?? name
  );
}

/** Contributions, row-major by column, summed per group. */
export function sumByGroup(
  contributions: Float64Array,
  columns: readonly string[],
): { sums: Float64Array; width: number } {
  const names = columns.map(groupOfColumn);
  const distinct = [...new Set(names)];
  const places = names.map(name => distinct.indexOf(name));
  const rows = contributions.length / columns.length;
  const sums = new Float64Array(rows * distinct.length);
  for (const [index, contribution] of contributions.entries()) {
    const row = Math.floor(index / columns.length);
    sums[row * distinct.length + places[index % columns.length]] +=
      contribution;
  }
  return { sums, width: distinct.length };
}
