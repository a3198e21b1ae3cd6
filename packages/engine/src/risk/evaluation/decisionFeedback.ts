import { wilsonInterval, type Rate } from './wilsonInterval';

/** What the gate said of one deployment and what became of it. @public */
export interface DecidedDeployment {
  service: string;
  /** The policy that decided; several rows when several did. */
  policy: string;
  decision: 'allowed' | 'blocked';
  /** A person let it through although it was blocked. */
  overridden: boolean;
  /** Whether it failed within 24 hours; undefined when it did not run, or it is too early to say. */
  failed: boolean | undefined;
}

/** @public */
export interface FeedbackRates {
  /** Deployments that were decided on. */
  n: number;
  /** Allowed and failed within 24 hours, of the allowed ones whose outcome is known; undefined without any. */
  falsePass: Rate | undefined;
  /** Blocked, overridden and clean, of the blocked and overridden ones whose outcome is known; undefined without any. */
  falseBlock: Rate | undefined;
  /** Blocked and not overridden: nobody will know whether that was right. */
  blockedUnknown: number;
  /** Deployed, but the outcome is not known yet. */
  open: number;
}

/** @public */
export interface DecisionFeedback {
  overall: FeedbackRates;
  /** Most deployments first; of equal ones by name. */
  services: Array<FeedbackRates & { service: string }>;
  /** Most deployments first; of equal ones by name. */
  policies: Array<FeedbackRates & { policy: string }>;
}

function ratesOf(rows: readonly DecidedDeployment[]): FeedbackRates {
  const ran = rows.filter(
    ({ decision, overridden }) => decision === 'allowed' || overridden,
  );
  const known = ran.filter(({ failed }) => failed !== undefined);
  const allowed = known.filter(({ decision }) => decision === 'allowed');
  const forced = known.filter(({ decision }) => decision === 'blocked');
  return {
    n: rows.length,
    falsePass: wilsonInterval({
      count: allowed.filter(({ failed }) => failed).length,
      n: allowed.length,
    }),
    falseBlock: wilsonInterval({
      count: forced.filter(({ failed }) => !failed).length,
      n: forced.length,
    }),
    blockedUnknown: rows.length - ran.length,
    open: ran.length - known.length,
  };
}

function ratesBy(
  rows: readonly DecidedDeployment[],
  nameOf: (row: DecidedDeployment) => string,
): Array<[string, FeedbackRates]> {
  const groups = new Map<string, DecidedDeployment[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row)) ?? [];
    groups.set(nameOf(row), group);
    group.push(row);
  }
  return [...groups]
    .map(([name, group]): [string, FeedbackRates] => [name, ratesOf(group)])
    .sort(
      ([nameA, a], [nameB, b]) => b.n - a.n || nameA.localeCompare(nameB, 'en'),
    );
}

/**
 * How often the gate was wrong, where that can be known: false passes (allowed, failed within 24 hours) and false blocks
 * (blocked, overridden by a person, clean), overall, per service and per policy, with 95 % Wilson intervals. People override
 * where they are confident, so the rate of false blocks is of those, not of all blocks.
 *
 * @public
 */
export function decisionFeedback(
  rows: readonly DecidedDeployment[],
): DecisionFeedback {
  return {
    overall: ratesOf(rows),
    services: ratesBy(rows, ({ service }) => service).map(
      ([service, rates]) => ({ service, ...rates }),
    ),
    policies: ratesBy(rows, ({ policy }) => policy).map(([policy, rates]) => ({
      policy,
      ...rates,
    })),
  };
}
