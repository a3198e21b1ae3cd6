/**
 * Benchmark suites of Showcaller.
 *
 * @packageDocumentation
 */

export type { Suite, SuiteOptions, SuiteResult, Table } from './Suite';
