/** A function of the language, as the reference shows it. @public */
export interface PolicyFunction {
  name: string;
  signature: string;
  description: string;
  example: string;
}

/** @public */
export const policyFunctions: readonly PolicyFunction[] = [
  {
    name: 'in_window',
    signature: 'in_window(name)',
    description: 'Whether a configured window is open; reads calendar.windows',
    example: 'in_window("change-freeze")',
  },
  {
    name: 'is_unknown',
    signature: 'is_unknown(path)',
    description: 'Whether nobody knows the value',
    example: 'is_unknown(risk_score)',
  },
  {
    name: 'known',
    signature: 'known(path)',
    description: 'Whether the value is known',
    example: 'known(tests.pass_rate)',
  },
  {
    name: 'min',
    signature: 'min(a, b, …)',
    description: 'The least of values of one unit',
    example: 'canary.latency.p95 > min(1.2x_baseline, 500ms)',
  },
  {
    name: 'max',
    signature: 'max(a, b, …)',
    description: 'The greatest of values of one unit',
    example: 'canary.error_rate > max(2x_baseline, 1%)',
  },
  {
    name: 'abs',
    signature: 'abs(value)',
    description: 'The value without its sign',
    example: 'abs(coverage.delta) > 10pp',
  },
  {
    name: 'size',
    signature: 'size(list)',
    description: 'How many values a list has',
    example: 'size(sbom.new_licences) > 0',
  },
];
