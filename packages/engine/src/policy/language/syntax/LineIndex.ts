import type { PolicyLocation } from '../types';
import type { TextRange } from './ast';

/** Turns offsets of one text into lines and columns, by a binary search over the starts of its lines. */
export class LineIndex {
  readonly #file: string;
  readonly #starts: number[];

  private constructor(file: string, starts: number[]) {
    this.#file = file;
    this.#starts = starts;
  }

  static create(options: { file: string; text: string }): LineIndex {
    const starts = [0];
    for (
      let at = options.text.indexOf('\n');
      at >= 0;
      at = options.text.indexOf('\n', at + 1)
    ) {
      starts.push(at + 1);
    }
    return new LineIndex(options.file, starts);
  }

  locate([start, end]: TextRange): PolicyLocation {
    const first = this.#lineOf(start);
    const last = this.#lineOf(end);
    return {
      file: this.#file,
      line: first + 1,
      column: start - this.#starts[first] + 1,
      endLine: last + 1,
      endColumn: end - this.#starts[last] + 1,
      offset: start,
      endOffset: end,
    };
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
