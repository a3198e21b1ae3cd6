import { strategyTables, type RolloutStrategy } from './tables';

/**
 * How a deployment starts by its risk: the first row of the table that applies. An unknown risk (undefined or NaN) is
 * above nothing.
 *
 * @throws RangeError for a table that does not exist, and for a risk outside 0-1.
 * @public
 */
export function strategyFor(
  table: string,
  risk: number | undefined,
): RolloutStrategy {
  if (!Object.hasOwn(strategyTables, table)) {
    throw new RangeError(
      `There is no strategy table '${table}'; known are: ${Object.keys(
        strategyTables,
      ).join(', ')}`,
    );
  }
  if (risk !== undefined && (risk < 0 || risk > 1)) {
    throw new RangeError(`A risk is a probability from 0 to 1, got ${risk}`);
  }
  const row = strategyTables[table].rows.find(
    ({ riskAbove }) =>
      riskAbove === undefined || (risk !== undefined && risk > riskAbove),
  );
  if (!row) {
    throw new RangeError(
      `The last row of strategy table '${table}' must have no condition`,
    );
  }
  return row.strategy;
}
