import { rocAuc, wilsonInterval } from '@showcaller/engine/risk';
import { counted, percent, percentWithin } from './inWords';
import { judgeable, type JudgeableRow, type ReportRow } from './ReportRow';

/** One place where the model or the gate is wrong. */
export interface Gap {
  kind:
    | 'service'
    | 'size'
    | 'missing'
    | 'unknown'
    | 'backfill'
    | 'false blocks';
  text: string;
  /** The one service that it is about; only who may see it is told. */
  entityRef?: string;
  /** What it is about otherwise: a group of signals, a rule. */
  subject?: string;
}

const FEW = 20;
const MOST_SERVICES = 5;
const MISSING_SHARE = 0.25;
const MANY_FALSE_BLOCKS = 0.5;
/** Upper ends of the sizes, in lines. */
const SIZES = [10, 100, 1_000, Infinity];

/** Where it was wrong, and why: by service, by size, by what was not known. What weighs most comes first. */
export function findGaps(rows: ReportRow[]): Gap[] {
  return [
    ...findServices(judgeable(rows)),
    ...findSizes(judgeable(rows)),
    ...findMissing(rows),
    ...findUnknown(rows),
    ...findFalseBlocks(rows),
    ...findBackfill(rows),
  ];
}

/** How far the predictions for some rows are off by more than chance (95 %); undefined when they are not. */
function offBy(rows: JudgeableRow[]) {
  const observed = wilsonInterval({
    count: rows.filter(({ failed }) => failed).length,
    n: rows.length,
  });
  const predicted = rows.reduce((sum, { risk }) => sum + risk, 0) / rows.length;
  if (
    !observed ||
    rows.length < FEW ||
    (predicted >= observed.low && predicted <= observed.high)
  ) {
    return undefined;
  }
  return {
    weight: Math.abs(observed.rate - predicted) * rows.length,
    text: `${
      observed.rate > predicted ? 'more' : 'less'
    } often than predicted: ${percentWithin(observed)} of ${counted(
      rows.length,
      'deployment',
    )} instead of ${percent(predicted)}`,
  };
}

function findServices(rows: JudgeableRow[]): Gap[] {
  const services = groupsOf(rows, ({ entityRef }) => entityRef);
  return [...services]
    .flatMap(([entityRef, group]) => {
      const off = offBy(group);
      return off ? [{ entityRef, ...off }] : [];
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_SERVICES)
    .map(({ entityRef, text }) => ({
      kind: 'service',
      entityRef,
      text: `${entityRef} failed ${text}.`,
    }));
}

function findSizes(rows: JudgeableRow[]): Gap[] {
  return SIZES.flatMap((most, index): Gap[] => {
    const least = index === 0 ? 0 : SIZES[index - 1] + 1;
    const off = offBy(
      rows.filter(
        ({ lines }) => lines !== undefined && lines >= least && lines <= most,
      ),
    );
    const size =
      most === Infinity
        ? `more than ${least - 1} lines`
        : `${least} to ${most} lines`;
    return off
      ? [{ kind: 'size', text: `Changes of ${size} failed ${off.text}.` }]
      : [];
  });
}

function findMissing(rows: ReportRow[]): Gap[] {
  const counts = groupsOf(
    rows.flatMap(row => row.missing),
    group => group,
  );
  return [...counts]
    .map(([group, of]) => ({ group, share: of.length / rows.length }))
    .filter(({ share }) => share >= MISSING_SHARE)
    .sort((a, b) => b.share - a.share || a.group.localeCompare(b.group, 'en'))
    .map(({ group, share }) => ({
      kind: 'missing',
      subject: group,
      text: `Nothing was known of ${group} in ${percent(
        share,
      )} of the deployments${compareKnown(rows, group)}.`,
    }));
}

/** Whether the model does worse where a group is unknown; empty where there are too few to tell. */
function compareKnown(rows: ReportRow[], group: string): string {
  const judged = judgeable(rows);
  const without = pairsRight(judged.filter(row => row.missing.includes(group)));
  const having = pairsRight(judged.filter(row => !row.missing.includes(group)));
  return without === undefined || having === undefined
    ? ''
    : `; there a failed one had the higher risk in ${without} of 100 pairs, otherwise in ${having}`;
}

function pairsRight(rows: JudgeableRow[]): number | undefined {
  const labels = rows.map(({ failed }) => Number(failed));
  const failures = labels.reduce((sum, label) => sum + label, 0);
  if (failures < 5 || rows.length - failures < FEW) {
    return undefined;
  }
  const auc = rocAuc(
    labels,
    rows.map(({ risk }) => risk),
  );
  return auc === undefined ? undefined : Math.round(auc * 100);
}

function findUnknown(rows: ReportRow[]): Gap[] {
  const unknown = rows.filter(({ risk }) => risk === undefined).length;
  return unknown === 0
    ? []
    : [
        {
          kind: 'unknown',
          text: `${counted(
            unknown,
            'deployment',
          )} had no risk at all, because the size of the change was not known.`,
        },
      ];
}

function findFalseBlocks(rows: ReportRow[]): Gap[] {
  const overridden = rows.filter(
    ({ outcome, ran, failedSoon }) =>
      outcome === 'block' && ran && failedSoon !== undefined,
  );
  return [...groupsOf(overridden, ({ rule }) => rule)].flatMap(
    ([rule, group]): Gap[] => {
      const rate = wilsonInterval({
        count: group.filter(({ failedSoon }) => !failedSoon).length,
        n: group.length,
      });
      return rate && rate.low > MANY_FALSE_BLOCKS
        ? [
            {
              kind: 'false blocks',
              subject: rule,
              text: `What ${rule} blocks, or would have blocked, is mostly clean when it goes out: ${percentWithin(
                rate,
              )} of ${counted(rate.n, 'deployment')}.`,
            },
          ]
        : [];
    },
  );
}

function findBackfill(rows: ReportRow[]): Gap[] {
  const backfill = rows.filter(({ mode }) => mode === 'backfill').length;
  return backfill === 0
    ? []
    : [
        {
          kind: 'backfill',
          text: `${
            backfill === rows.length
              ? 'All decisions'
              : `${backfill} of ${counted(rows.length, 'decision')}`
          } are about history that was read afterwards: they say what would have been decided, and nobody acted on them.`,
        },
      ];
}

function groupsOf<T>(rows: T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(row);
  }
  return groups;
}
