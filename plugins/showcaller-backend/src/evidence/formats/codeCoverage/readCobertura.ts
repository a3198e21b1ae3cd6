import type { CoverageReport } from '../types';
import { UnreadableDocument } from '../UnreadableDocument';
import type { XmlElement } from '../readXml';

/** `50% (1/2)` */
const CONDITION = /\((\d+)\/(\d+)\)/;

/**
 * Cobertura: each `line` of a class once by number, as methods repeat the lines of their class; the totals of the root are
 * not relied on, as some writers leave them out.
 */
export class CoberturaReader {
  readonly #lines = new Map<
    string,
    { hit: boolean; branches?: { covered: number; total: number } }
  >();
  #file = '';

  open({ name, attributes, line, fail }: XmlElement): void {
    if (name === 'class') {
      this.#file = attributes.filename ?? attributes.name ?? '';
    } else if (name === 'line') {
      const { number, hits } = attributes;
      if (!/^\d+$/.test(number ?? '') || !/^-?\d+$/.test(hits ?? '')) {
        throw fail(`a line needs a number and hits, which are numbers`, line);
      }
      const [, covered, total] =
        CONDITION.exec(attributes['condition-coverage'] ?? '') ?? [];
      const key = `${this.#file}\0${number}`;
      const known = this.#lines.get(key);
      this.#lines.set(key, {
        hit: Number(hits) > 0 || (known?.hit ?? false),
        branches:
          total === undefined
            ? known?.branches
            : { covered: Number(covered), total: Number(total) },
      });
    }
  }

  report(): CoverageReport {
    const lines = [...this.#lines.values()];
    const branches = lines
      .map(line => line.branches)
      .filter(one => one !== undefined);
    if (lines.length === 0) {
      throw new UnreadableDocument(
        'The Cobertura report has no line: nothing was measured',
      );
    }
    return {
      kind: 'coverage',
      format: 'Cobertura',
      lines: {
        covered: lines.filter(({ hit }) => hit).length,
        total: lines.length,
      },
      ...(branches.length > 0 && {
        branches: {
          covered: branches.reduce((sum, one) => sum + one.covered, 0),
          total: branches.reduce((sum, one) => sum + one.total, 0),
        },
      }),
    };
  }
}
