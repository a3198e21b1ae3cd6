import { isFeatureValue, riskFeatures } from '@showcaller/engine/risk';
import { type DatedRows, pickRows, ROW_WIDTH } from './DatedRows';

/** A labelled row on its way into the thread. */
export interface RowInput {
  id: string;
  /** Entity reference; repository of a change. */
  subject: string;
  /** Milliseconds since 1970. */
  time: number;
  maturedAt: number;
  label: number;
  /** The stored signals, JSON; or the values in the order of the schema. */
  signals: string | Float32Array;
}

const place = new Map<string, number>(
  riskFeatures.map(({ name }, index) => [name, index]),
);

/**
 * The row of stored signals; a feature that they do not name, or with a value that it cannot have, is unknown.
 *
 * @throws SyntaxError when the text is no JSON
 */
export function rowOfSignals(signals: string): Float32Array {
  const row = new Float32Array(ROW_WIDTH).fill(NaN);
  const parsed: Array<{ name: string; value?: number }> = JSON.parse(signals);
  for (const { name, value } of parsed) {
    const index = place.get(name);
    if (index !== undefined && isFeatureValue(riskFeatures[index], value)) {
      row[index] = value;
    }
  }
  return row;
}

/** Gathers rows page by page, in any order. */
export class RowCollector {
  readonly #inputs: Array<Omit<RowInput, 'signals'>> = [];
  readonly #rows: Float32Array[] = [];

  static create(): RowCollector {
    return new RowCollector();
  }

  private constructor() {}

  add(page: readonly RowInput[]): void {
    for (const { signals, ...input } of page) {
      this.#inputs.push(input);
      this.#rows.push(
        typeof signals === 'string' ? rowOfSignals(signals) : signals,
      );
    }
  }

  /** All of them, in the order of time; at one time by id, so that the order never depends on how they came. */
  collect(): DatedRows {
    const inputs = this.#inputs;
    const rows = new Float32Array(inputs.length * ROW_WIDTH);
    for (const [index, row] of this.#rows.entries()) {
      rows.set(row, index * ROW_WIDTH);
    }
    const order = inputs
      .map((_, index) => index)
      .sort(
        (a, b) =>
          inputs[a].time - inputs[b].time ||
          (inputs[a].id < inputs[b].id ? -1 : 1),
      );
    return pickRows(
      {
        rows,
        labels: Uint8Array.from(inputs, ({ label }) => label),
        times: Float64Array.from(inputs, ({ time }) => time),
        maturedAt: Float64Array.from(inputs, ({ maturedAt }) => maturedAt),
        ids: inputs.map(({ id }) => id),
        subjects: inputs.map(({ subject }) => subject),
      },
      order,
    );
  }
}
