import {
  showcallerAnnotations,
  type RolloutStrategy,
} from '@showcaller/backstage-plugin-showcaller-common';
import { strategyFor, strategyTables } from '@showcaller/engine/policy';

const DEFAULT_TABLE = 'canary';
/** From the least careful to the most. */
const CAREFULNESS: readonly RolloutStrategy[] = [
  'rolling',
  'blue-green',
  'canary',
];

/** How something that is let through starts. */
export interface ChosenStrategy {
  strategy: RolloutStrategy;
  /** Table that was used. */
  table: string;
  /** What a reader should know: a table that does not exist. */
  note?: string;
}

/** By the table of the component; a rule may ask for a more careful one, never for a less careful one. */
export function chooseStrategy(options: {
  /** As the annotation says it. */
  wantedTable?: string;
  risk?: number;
  /** What `set_strategy` asks for. */
  asked?: RolloutStrategy;
}): ChosenStrategy {
  const { wantedTable = DEFAULT_TABLE, risk, asked } = options;
  const known = Object.hasOwn(strategyTables, wantedTable);
  const table = known ? wantedTable : DEFAULT_TABLE;
  const own = strategyFor(table, risk);
  const strategy =
    asked && CAREFULNESS.indexOf(asked) > CAREFULNESS.indexOf(own)
      ? asked
      : own;
  return {
    strategy,
    table,
    ...(!known && {
      note: `The annotation ${
        showcallerAnnotations.strategy
      } says '${wantedTable}', which is no strategy table (known are: ${Object.keys(
        strategyTables,
      ).join(', ')}), so ${DEFAULT_TABLE} was used.`,
    }),
  };
}
