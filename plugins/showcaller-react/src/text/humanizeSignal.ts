import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { formatCount, formatNumber } from './formatNumber';

interface SignalWords {
  /** What it is, for lists of signals and where the value is unknown. */
  label: string;
  /** The value as a colleague would say it. */
  say: (value: number) => string;
}

/** Words for the signals of the shipped model; the definitions are those of `ChangeFacts` in the node package. */
const words: Record<string, SignalWords> = {
  ns: {
    label: 'Top-level folders touched',
    say: n => `${formatCount(n, 'top-level folder')} touched`,
  },
  nd: {
    label: 'Folders touched',
    say: n => `${formatCount(n, 'folder')} touched`,
  },
  nf: {
    label: 'Files touched',
    say: n => `${formatCount(n, 'file')} touched`,
  },
  entropy: { label: 'Spread over files', say: describeSpread },
  la: { label: 'Lines added', say: n => `${formatCount(n, 'line')} added` },
  ld: {
    label: 'Lines deleted',
    say: n => `${formatCount(n, 'line')} deleted`,
  },
  lt: {
    label: 'Size of the touched files',
    say: n => `${formatCount(n, 'line')} in the touched files before`,
  },
  fix: {
    label: 'Says it fixes something',
    say: n => (n > 0 ? 'says it fixes something' : 'does not say it is a fix'),
  },
  ndev: {
    label: 'People who changed these files',
    say: n =>
      `${formatCount(n, 'person has', 'people have')} changed these files`,
  },
  age: { label: 'Time since the files were last changed', say: describeAge },
  nuc: {
    label: 'Changes to these files so far',
    say: n => `these files changed ${formatCount(n, 'time')} so far`,
  },
  exp: {
    label: 'Experience in this repository',
    say: n => `written with ${formatCount(n, 'earlier file change')} here`,
  },
  rexp: {
    label: 'Recent experience in this repository',
    say: n => `recent experience worth ${formatCount(n, 'file change')}`,
  },
  sexp: {
    label: 'Experience in the touched parts',
    say: n => `${formatCount(n, 'file')} known in the touched parts`,
  },
};

/** Label and value of a signal in words. @public */
export interface HumanSignal {
  /** What it is, e.g. `Lines added`. */
  label: string;
  /** The value as people say it, e.g. `1,240 lines added`; `Lines added: not known` when it is unknown. */
  phrase: string;
  /** The raw value with its unit, e.g. `1,240 lines`; `not known` when it is unknown. */
  raw: string;
}

/**
 * A signal in plain language. A signal of another model than the shipped one is named by its own name and unit.
 *
 * @public
 */
export function humanizeSignal(
  signal: Pick<RiskSignal, 'name' | 'value' | 'unit'>,
): HumanSignal {
  const { name, value, unit } = signal;
  const known: SignalWords | undefined = Object.hasOwn(words, name)
    ? words[name]
    : undefined;
  const label = known?.label ?? name;
  if (value === undefined || Number.isNaN(value)) {
    return { label, phrase: `${label}: not known`, raw: 'not known' };
  }
  const raw = [formatNumber(value), unit].filter(Boolean).join(' ');
  return { label, phrase: known?.say(value) ?? `${label}: ${raw}`, raw };
}

function describeAge(days: number): string {
  if (days <= 0) {
    return 'touched files are new or were changed the same day';
  }
  if (days < 1) {
    return 'files last touched less than a day before';
  }
  return `files last touched ${formatCount(Math.round(days), 'day')} before`;
}

function describeSpread(bits: number): string {
  if (bits <= 0) {
    return 'all in one file';
  }
  // 2^entropy is the number of equally changed files with the same entropy.
  return `spread as over ${formatCount(
    Math.max(1, Math.round(2 ** bits)),
    'file',
  )} (${formatNumber(bits)} bits)`;
}
