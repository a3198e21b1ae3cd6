import type { VennAbersTable } from '../calibration';
import type { FieldReader } from './FieldReader';
import type { ParityRows } from './riskModelFile';

function rises(values: Float64Array, strictly: boolean): boolean {
  return values.every(
    (value, index) =>
      Number.isFinite(value) &&
      (index === 0 ||
        (strictly ? value > values[index - 1] : value >= values[index - 1])),
  );
}

/** One step function: margins that rise, probabilities that do not fall. */
function readSteps(
  reader: FieldReader,
  marginsKey: string,
  probabilitiesKey: string,
): [number[], number[]] {
  const margins = reader.numbers(marginsKey);
  const probabilities = reader.numbers(probabilitiesKey, margins.length);
  if (!rises(margins, true)) {
    reader.fail(marginsKey, 'rising numbers');
  }
  if (
    !rises(probabilities, false) ||
    probabilities.some(value => value < 0 || value > 1)
  ) {
    reader.fail(probabilitiesKey, 'probabilities that do not fall');
  }
  return [Array.from(margins), Array.from(probabilities)];
}

/** @throws TypeError that names the field. @internal */
export function readVennAbers(reader: FieldReader): VennAbersTable {
  const [lowFrom, low] = readSteps(reader, 'lowFrom', 'low');
  const [highUpTo, high] = readSteps(reader, 'highUpTo', 'high');
  return { count: reader.count('count'), lowFrom, low, highUpTo, high };
}

/** @throws TypeError that names the field. @internal */
export function readParity(reader: FieldReader, width: number): ParityRows {
  const margins = reader.numbers('margins');
  const probabilities = reader.numbers('probabilities', margins.length);
  const rows = reader.numbers('rows', margins.length * width);
  if (margins.length === 0 || !margins.every(Number.isFinite)) {
    reader.fail('margins', 'finite numbers, at least one');
  }
  if (!probabilities.every(value => value >= 0 && value <= 1)) {
    reader.fail('probabilities', 'from 0 to 1');
  }
  const fromTraining = reader.count('fromTraining');
  if (fromTraining > margins.length) {
    reader.fail('fromTraining', `at most ${margins.length}`);
  }
  return {
    fromTraining,
    rows: Float32Array.from(rows),
    margins,
    probabilities,
  };
}
