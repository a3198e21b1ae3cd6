import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { formatNumber } from './formatNumber';
import { signalWords, type SignalWords } from './signalWords';

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
 * A signal in plain language. A signal that is not in the shipped schema is named by its own name and unit.
 *
 * @public
 */
export function humanizeSignal(
  signal: Pick<RiskSignal, 'name' | 'value' | 'unit'>,
): HumanSignal {
  const { name, value, unit } = signal;
  const known: SignalWords | undefined = Object.hasOwn(signalWords, name)
    ? signalWords[name]
    : undefined;
  const label = known?.label ?? name;
  if (value === undefined || Number.isNaN(value)) {
    return { label, phrase: `${label}: not known`, raw: 'not known' };
  }
  const raw =
    known?.raw?.(value) ??
    [formatNumber(value), unit].filter(Boolean).join(' ');
  return { label, phrase: known?.say(value) ?? `${label}: ${raw}`, raw };
}
