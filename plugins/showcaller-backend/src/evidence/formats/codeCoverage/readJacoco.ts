import type { CoveredOf, CoverageReport } from '../types';
import { UnreadableDocument } from '../UnreadableDocument';
import type { XmlElement } from '../readXml';

/** JaCoCo: the counters of the report as a whole, which are the elements directly below `report`. */
export class JacocoReader {
  readonly #counters = new Map<string, CoveredOf>();

  open({ name, attributes, depth, line, fail }: XmlElement): void {
    if (name === 'counter' && depth === 2) {
      const { type, missed, covered } = attributes;
      if (!/^\d+$/.test(missed ?? '') || !/^\d+$/.test(covered ?? '')) {
        throw fail(
          'a counter needs missed and covered, which are numbers',
          line,
        );
      }
      this.#counters.set(type, {
        covered: Number(covered),
        total: Number(covered) + Number(missed),
      });
    }
  }

  report(): CoverageReport {
    const lines = this.#counters.get('LINE');
    if (!lines || lines.total === 0) {
      throw new UnreadableDocument(
        'The JaCoCo report has no counter of the type LINE below its root: classes must be compiled with line numbers',
      );
    }
    const branches = this.#counters.get('BRANCH');
    return {
      kind: 'coverage',
      format: 'JaCoCo',
      lines,
      ...(branches && branches.total > 0 && { branches }),
    };
  }
}
