import { parityStatus } from '../ModelHealth/card/parityStatus';
import type { TabName } from '../shared/tabRoutes';
import type { OverviewFacts, Part } from './loadOverview';

/** Tabs on which findings are dealt with. */
export type FindingTab = Extract<
  TabName,
  'events' | 'deadLetters' | 'unmapped' | 'imports' | 'model'
>;

/** Something that somebody should look at; `kind` picks the sentence, the other fields fill it. */
export type Finding = { tone: 'error' | 'warning'; to?: FindingTab } & (
  | { kind: 'deadLetters' | 'unmapped' | 'failedImports'; count: number }
  | { kind: 'pendingLong'; count: number; receivedAt: string }
  | { kind: 'sourceWithoutSecret'; source: string }
  | { kind: 'noSources' | 'modelFallback' | 'modelUnchecked' }
  | { kind: 'modelDisagrees'; difference: number }
  | { kind: 'modelAlert'; text: string }
  | { kind: 'unread'; part: keyof OverviewFacts; reason: string }
);

/** Seconds that an event may wait to be mapped before somebody should know, and before it is serious. */
export const PENDING_SECONDS = { warning: 60, error: 600 };

/** What needs somebody, the serious first; empty when nothing does. */
export function findings(facts: OverviewFacts, now: Date): Finding[] {
  const failedImports = (valueOf(facts.imports) ?? []).filter(
    row => row.status === 'failed',
  ).length;
  const all = [
    ...ofSources(facts),
    ...ofPending(facts, now),
    ...ofCount('unmapped', 'warning', 'unmapped', valueOf(facts.unmapped) ?? 0),
    ...ofCount('failedImports', 'error', 'imports', failedImports),
    ...ofModel(facts),
    ...ofAlerts(facts),
    ...unread(facts),
  ];
  return [
    ...all.filter(finding => finding.tone === 'error'),
    ...all.filter(finding => finding.tone === 'warning'),
  ];
}

function ofSources(facts: OverviewFacts): Finding[] {
  const sources = valueOf(facts.sources);
  if (!sources) {
    return [];
  }
  if (sources.length === 0) {
    return [{ kind: 'noSources', tone: 'warning' }];
  }
  const dead = sources.reduce((sum, row) => sum + row.dead, 0);
  const refusing = sources
    .filter(row => !row.configured)
    .map(
      ({ source }): Finding => ({
        kind: 'sourceWithoutSecret',
        tone: 'warning',
        source,
      }),
    );
  return [...ofCount('deadLetters', 'error', 'deadLetters', dead), ...refusing];
}

function ofPending(facts: OverviewFacts, now: Date): Finding[] {
  const receivedAt = valueOf(facts.oldestPending)?.receivedAt;
  if (!receivedAt) {
    return [];
  }
  const seconds = (now.getTime() - Date.parse(receivedAt)) / 1_000;
  if (!(seconds > PENDING_SECONDS.warning)) {
    return [];
  }
  const count = (valueOf(facts.sources) ?? []).reduce(
    (sum, row) => sum + row.pending,
    0,
  );
  return [
    {
      kind: 'pendingLong',
      tone: seconds > PENDING_SECONDS.error ? 'error' : 'warning',
      to: 'events',
      // The listing knew of one even where the counts could not be read.
      count: Math.max(1, count),
      receivedAt,
    },
  ];
}

function ofModel(facts: OverviewFacts): Finding[] {
  const model = valueOf(facts.model);
  if (!model) {
    return [];
  }
  if (model.runtime === 'typescript') {
    return [{ kind: 'modelFallback', tone: 'warning', to: 'model' }];
  }
  if (!model.parity) {
    return [{ kind: 'modelUnchecked', tone: 'warning', to: 'model' }];
  }
  const parity = parityStatus(model.parity);
  return parity.word === 'broken'
    ? [
        {
          kind: 'modelDisagrees',
          tone: 'error',
          to: 'model',
          difference: parity.maxDifference,
        },
      ]
    : [];
}

function ofAlerts(facts: OverviewFacts): Finding[] {
  return (valueOf(facts.alerts) ?? []).map(
    ({ severity, text }): Finding => ({
      kind: 'modelAlert',
      tone: severity === 'act' ? 'error' : 'warning',
      to: 'model',
      text,
    }),
  );
}

function unread(facts: OverviewFacts): Finding[] {
  const result: Finding[] = [];
  for (const part of Object.keys(facts) as Array<keyof OverviewFacts>) {
    const read = facts[part];
    if ('error' in read) {
      const reason = read.error.message;
      result.push({ kind: 'unread', tone: 'error', part, reason });
    }
  }
  return result;
}

function ofCount(
  kind: 'deadLetters' | 'unmapped' | 'failedImports',
  tone: Finding['tone'],
  to: FindingTab,
  count: number,
): Finding[] {
  return count > 0 ? [{ kind, tone, to, count }] : [];
}

function valueOf<T>(part: Part<T>): T | undefined {
  return 'value' in part ? part.value : undefined;
}
