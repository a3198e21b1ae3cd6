import { z } from 'zod';
import { checkShape, parseJson } from '../readJson';
import type { CoverageReport } from '../types';
import { UnreadableDocument } from '../UnreadableDocument';

const counter = z.object({
  total: z.number().int().min(0),
  covered: z.number().int().min(0),
});
const summary = z.object({
  total: z.object({ lines: counter, branches: counter.optional() }),
});

/** Istanbul's `json-summary`; its `total`. */
export function readIstanbul(text: string): CoverageReport {
  const { total } = checkShape(
    summary,
    parseJson(text),
    'summary of Istanbul (reporter json-summary; the other JSON has no totals)',
  );
  const { lines, branches } = total;
  if (lines.total === 0) {
    throw new UnreadableDocument('total.lines.total: 0, nothing was measured');
  }
  for (const [name, { covered, total: all }] of Object.entries(total)) {
    if (covered > all) {
      throw new UnreadableDocument(
        `total.${name}: more is covered (${covered}) than there is (${all})`,
      );
    }
  }
  return {
    kind: 'coverage',
    format: 'Istanbul',
    lines,
    ...(branches && branches.total > 0 && { branches }),
  };
}
