import type { PolicyDiagnostic, PolicyFile, PolicyLocation } from '../types';
import type { TextRange } from './ast';
import { LineIndex } from './LineIndex';

const MOST_TEXT = 120;

/** Collects what is wrong in one file, with its place. */
export class Diagnostics {
  readonly all: PolicyDiagnostic[] = [];
  readonly #text: string;
  readonly #lines: LineIndex;

  private constructor(file: PolicyFile) {
    this.#text = file.text;
    this.#lines = LineIndex.create({ file: file.path, text: file.text });
  }

  static create(file: PolicyFile): Diagnostics {
    return new Diagnostics(file);
  }

  add(options: {
    severity: PolicyDiagnostic['severity'];
    code: string;
    message: string;
    suggestion?: string;
    range: TextRange;
  }): void {
    const { range, ...said } = options;
    this.all.push({
      ...said,
      location: this.locate(range),
      text: this.textOf(range).slice(0, MOST_TEXT),
    });
  }

  locate(range: TextRange): PolicyLocation {
    return this.#lines.locate(range);
  }

  textOf([start, end]: TextRange): string {
    return this.#text.slice(start, end);
  }
}
