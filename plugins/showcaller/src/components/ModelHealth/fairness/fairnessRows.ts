import type { FairnessRow } from '@showcaller/backstage-plugin-showcaller-common';
import { formatShareInterval } from '@showcaller/backstage-plugin-showcaller-react';

/** A team or tier with its errors in words. */
export interface FairnessLine {
  key: string;
  group: string;
  kind: FairnessRow['kind'];
  rows: number;
  positives: number;
  /** `8.2 % (5.1–13 %)`, or that there are too few. */
  falseAlarms: string;
  missed: string;
  tooSmall: boolean;
}

const TOO_FEW = 'too few to say';

/** Teams first, each kind with the most deployments first; small ones last, listed and not judged. */
export function fairnessLines(rows: FairnessRow[]): FairnessLine[] {
  const kinds: FairnessRow['kind'][] = ['team', 'tier'];
  return [...rows]
    .sort(
      (a, b) =>
        kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
        Number(a.tooSmall) - Number(b.tooSmall) ||
        b.rows - a.rows,
    )
    .map(row => ({
      key: `${row.kind} ${row.group}`,
      group: row.group,
      kind: row.kind,
      rows: row.rows,
      positives: row.positives,
      falseAlarms: rate(row.falsePositiveRate),
      missed: rate(row.falseNegativeRate),
      tooSmall: row.tooSmall,
    }));
}

function rate(value: FairnessRow['falsePositiveRate']): string {
  return value ? formatShareInterval(value) : TOO_FEW;
}

/** Teams whose interval of false alarms lies wholly above those of all others together. */
export function fairnessSentence(rows: FairnessRow[]): string {
  const known = rows.filter(row => row.falsePositiveRate);
  if (known.length < 2) {
    return 'There are too few deployments to compare teams or tiers.';
  }
  const apart = known.filter(row =>
    known.some(
      other =>
        other !== row &&
        other.kind === row.kind &&
        (row.falsePositiveRate?.low ?? 0) >
          (other.falsePositiveRate?.high ?? 1),
    ),
  );
  return apart.length === 0
    ? 'The intervals overlap: no team or tier is called risky without cause more often than another.'
    : `Called risky without cause more often than others: ${apart
        .map(row => row.group.replace(/^group:(default\/)?/, ''))
        .join(', ')}.`;
}
