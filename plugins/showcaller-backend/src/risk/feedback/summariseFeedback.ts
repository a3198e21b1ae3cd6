import type {
  CountedRate,
  DecisionFeedback,
  DecisionFeedbackRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import { wilsonInterval } from '@showcaller/engine/risk';
import type { FeedbackCount } from './DatabaseFeedbackStore';

type Rates = Omit<DecisionFeedbackRow, 'subject' | 'kind'>;

/**
 * Rates of what the gate let pass and should not have, and the other way round, per service and per rule. What was
 * decided about history afterwards kept nothing back: it says what would have been decided, and is counted apart.
 */
export function summariseFeedback(
  counts: FeedbackCount[],
): Pick<DecisionFeedback, 'rows' | 'total' | 'wouldHave'> {
  const enforced = counts.filter(({ mode }) => mode === 'enforced');
  const backfill = counts.filter(({ mode }) => mode === 'backfill');
  return {
    rows: rowsOf(enforced),
    total: ratesOf(enforced),
    ...(backfill.length > 0 && {
      wouldHave: { rows: rowsOf(backfill), total: ratesOf(backfill) },
    }),
  };
}

function rowsOf(counts: FeedbackCount[]): DecisionFeedbackRow[] {
  return [
    ...groupsOf(counts, 'service', ({ entityRef }) => entityRef),
    ...groupsOf(counts, 'rule', ({ rule }) => rule),
  ];
}

/** Those with the most decisions first; of equal ones by name. */
function groupsOf(
  counts: FeedbackCount[],
  kind: DecisionFeedbackRow['kind'],
  subjectOf: (count: FeedbackCount) => string,
): DecisionFeedbackRow[] {
  const groups = new Map<string, FeedbackCount[]>();
  for (const count of counts) {
    const subject = subjectOf(count);
    const group = groups.get(subject) ?? [];
    groups.set(subject, group);
    group.push(count);
  }
  return [...groups]
    .map(([subject, group]) => ({ subject, kind, ...ratesOf(group) }))
    .sort(
      (a, b) =>
        b.decisions - a.decisions || a.subject.localeCompare(b.subject, 'en'),
    );
}

function ratesOf(counts: FeedbackCount[]): Rates {
  // Failures are known at once, clean ones only later: counted alike, a young portal does not look as if all had failed.
  const known = counts.filter(
    ({ ran, known: enoughTime }) => ran && enoughTime,
  );
  const allowed = known.filter(({ outcome }) => outcome === 'allow');
  const overridden = known.filter(({ outcome }) => outcome === 'block');
  return {
    decisions: sum(counts),
    falsePass: rateOf(
      allowed.filter(({ failedSoon }) => failedSoon),
      allowed,
    ),
    falseBlock: rateOf(
      overridden.filter(({ failedSoon }) => !failedSoon),
      overridden,
    ),
  };
}

function sum(counts: FeedbackCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

function rateOf(events: FeedbackCount[], of: FeedbackCount[]): CountedRate {
  const count = sum(events);
  const n = sum(of);
  const interval = wilsonInterval({ count, n });
  return {
    count,
    of: n,
    ...(interval && {
      rate: interval.rate,
      low: interval.low,
      high: interval.high,
    }),
  };
}
