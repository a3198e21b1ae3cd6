import type {
  RiskGroupShare,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import { formatCount, formatPoints, signalGroupWords } from '../../text';
import { contributionRows, type ContributionRow } from './contributionRows';

/** Name of the row for everything that is not known. */
const NOT_KNOWN = 'not known';

/** The known signals that speak about the same thing, as one bar. @public */
export interface ContributionGroup {
  group: string;
  /** `Size of the change`. */
  label: string;
  /** What weighs most in it, in words: `1,240 lines added, 31 files touched`; absent for a group about people. */
  phrase?: string;
  /** About people: shown as one sum, never signal by signal. */
  ofPeople: boolean;
  /** Sum over its known signals, in log-odds. */
  contribution: number;
  /** `+21 points`, approximate. */
  effectText: string;
  /** Longest first; empty for a group about people. */
  signals: ContributionRow[];
  /** Signals of the group that are not known. */
  unknown: number;
}

/** How many signals a group is described by. */
const NAMED = 2;

/**
 * Signals summed by group, greatest sum first. A sum is exact in log-odds; its points come from `shares`, where the
 * backend computed them for the group as a whole, and are added up otherwise. A group without a known signal has no bar:
 * what the unknown ones move together is a row of its own, so that all bars add up to the score.
 *
 * @public
 */
export function contributionGroups(options: {
  signals: RiskSignal[];
  shares?: RiskGroupShare[];
  unknownContribution?: number;
  now: Date;
}): ContributionGroup[] {
  const { signals, shares, unknownContribution, now } = options;
  const members = new Map<string, RiskSignal[]>();
  for (const signal of signals) {
    members.set(signal.group, [...(members.get(signal.group) ?? []), signal]);
  }
  const groups: ContributionGroup[] = [];
  for (const [group, own] of members) {
    const rows = contributionRows(own, now);
    if (rows.length > 0) {
      const share = shares?.find(found => found.group === group);
      groups.push(describeGroup({ group, rows, share, size: own.length }));
    }
  }
  if (unknownContribution !== undefined && unknownContribution !== 0) {
    groups.push(notKnown({ signals, contribution: unknownContribution }));
  }
  return groups.sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
  );
}

function describeGroup(options: {
  group: string;
  rows: ContributionRow[];
  share: RiskGroupShare | undefined;
  size: number;
}): ContributionGroup {
  const { group, rows, share, size } = options;
  const { label, ofPeople } = signalGroupWords(group);
  const named = rows.slice(0, NAMED).map(row => row.phrase);
  return {
    group,
    label,
    ofPeople,
    phrase: ofPeople ? undefined : named.join(', '),
    contribution: sum(rows.map(row => row.contribution)),
    effectText: formatPoints(share?.effect ?? sum(rows.map(row => row.effect))),
    signals: ofPeople ? [] : rows,
    unknown: size - rows.length,
  };
}

/** The points of the unknown ones are guessed from those of the known: the same per unit of log-odds. */
function notKnown(options: {
  signals: RiskSignal[];
  contribution: number;
}): ContributionGroup {
  const { signals, contribution } = options;
  const moved = sum(signals.map(one => Math.abs(one.contribution ?? 0)));
  const points = sum(signals.map(one => Math.abs(one.effect ?? 0)));
  const unknown = signals.filter(one => one.value === undefined).length;
  return {
    group: NOT_KNOWN,
    label: 'What is not known',
    phrase: `${formatCount(
      unknown,
      'signal',
    )}; the model learned what it means when they are missing`,
    ofPeople: false,
    contribution,
    effectText: formatPoints(
      moved > 0 ? (points / moved) * contribution : undefined,
    ),
    signals: [],
    unknown: 0,
  };
}

/** Log-odds that move a probability by half a point at most. */
const STILL = 0.02;

/** Those that move the risk, and those that are known and do not. @public */
export function partGroups(groups: ContributionGroup[]): {
  moving: ContributionGroup[];
  still: ContributionGroup[];
} {
  const moves = (group: ContributionGroup) =>
    Math.abs(group.contribution) >= STILL ||
    group.signals.some(row => Math.abs(row.contribution) >= STILL);
  return {
    moving: groups.filter(moves),
    still: groups.filter(group => !moves(group)),
  };
}

/** One sentence for the chart as a whole. @public */
export function summarizeContributions(
  groups: ContributionGroup[],
  signals: RiskSignal[],
): string {
  if (groups.length === 0) {
    return signals.some(signal => signal.value !== undefined)
      ? 'This model tells no reasons: it was registered as it is.'
      : 'No signal is known, so nothing explains the risk.';
  }
  const worse = groups.find(group => group.contribution > 0);
  const better = groups.find(group => group.contribution < 0);
  const parts = [
    worse && `what raises the risk most: ${describe(worse)}`,
    better && `what lowers it most: ${describe(better)}`,
  ].filter(Boolean);
  return parts.length === 0
    ? 'None of the known signals moves the risk.'
    : `${parts.join('; ')}.`.replace(/^w/, 'W');
}

function describe(group: ContributionGroup): string {
  const { phrase, label, effectText } = group;
  return `${phrase ?? label.toLocaleLowerCase('en-US')} (${effectText})`;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
