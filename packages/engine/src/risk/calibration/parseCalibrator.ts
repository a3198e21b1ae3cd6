import type { Calibrator } from './calibrator';

function finite(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TypeError(`The calibrator's ${name} must be a finite number`);
  }
  return value;
}

function notNegative(fields: Record<string, unknown>, name: string): number {
  const value = finite(fields, name);
  if (value < 0) {
    throw new TypeError(
      `The calibrator's ${name} is ${value}: below 0 a higher margin would be a lower risk`,
    );
  }
  return value;
}

function numbers(fields: Record<string, unknown>, name: string): number[] {
  const list: unknown = fields[name];
  if (!Array.isArray(list) || list.length === 0) {
    throw new TypeError(`The calibrator's ${name} must be a list of numbers`);
  }
  return list.map((value: unknown) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new TypeError(`The calibrator's ${name} must be finite numbers`);
    }
    return value;
  });
}

function parseIsotonic(fields: Record<string, unknown>): Calibrator {
  const margins = numbers(fields, 'margins');
  const probabilities = numbers(fields, 'probabilities');
  if (margins.length !== probabilities.length) {
    throw new TypeError(
      `The calibrator has ${margins.length} margins but ${probabilities.length} probabilities`,
    );
  }
  for (const [index, probability] of probabilities.entries()) {
    if (!(probability > 0 && probability < 1)) {
      throw new TypeError(
        `Probability ${index} of the calibrator is ${probability}, not between 0 and 1`,
      );
    }
    if (
      index > 0 &&
      (margins[index] <= margins[index - 1] ||
        probability < probabilities[index - 1])
    ) {
      throw new TypeError(`The calibrator's map falls at point ${index}`);
    }
  }
  return { kind: 'isotonic', margins, probabilities };
}

const PARSERS: Readonly<
  Record<Calibrator['kind'], (fields: Record<string, unknown>) => Calibrator>
> = {
  none: () => ({ kind: 'none' }),
  platt: fields => ({
    kind: 'platt',
    slope: notNegative(fields, 'slope'),
    intercept: finite(fields, 'intercept'),
  }),
  beta: fields => ({
    kind: 'beta',
    a: notNegative(fields, 'a'),
    b: notNegative(fields, 'b'),
    c: finite(fields, 'c'),
  }),
  isotonic: parseIsotonic,
};

/**
 * A calibrator from stored data.
 *
 * @throws TypeError that says what is wrong: another kind, a parameter that is missing or not finite, a map that falls.
 * @public
 */
export function parseCalibrator(value: unknown): Calibrator {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError('A calibrator must be an object');
  }
  const fields: Record<string, unknown> = { ...value };
  const { kind } = fields;
  if (typeof kind !== 'string' || !Object.hasOwn(PARSERS, kind)) {
    throw new TypeError(
      `A calibrator's kind must be one of ${Object.keys(PARSERS).join(', ')}`,
    );
  }
  return PARSERS[kind as Calibrator['kind']](fields);
}
