import { canonicalJson } from '../canonicalJson';
import { gatePolicies, strategyTables } from './tables';

/**
 * The canonical JSON of all gate policies and strategy tables: what a decision's policy hash is taken of.
 *
 * @public
 */
export function canonicalPolicy(): string {
  return canonicalJson({ gatePolicies, strategyTables });
}
