import { DateTime, Duration } from 'luxon';

/**
 * `3 minutes ago`, `in 2 days`; `unknown` for no or a broken time.
 *
 * @public
 */
export function formatRelative(iso: string | undefined, now: Date): string {
  const time = iso ? DateTime.fromISO(iso) : undefined;
  if (!time?.isValid) {
    return 'unknown';
  }
  const base = DateTime.fromJSDate(now);
  const seconds = Math.abs(base.diff(time).as('seconds'));
  if (seconds < 10) {
    return 'just now';
  }
  return time.toRelative({ base, locale: 'en' }) ?? 'unknown';
}

/**
 * Date, time to the second and zone: `Nov 20, 2026, 14:02:10 GMT+1`. `zone` is an IANA name, the reader's own by default.
 *
 * @public
 */
export function formatAbsolute(iso: string | undefined, zone?: string): string {
  const time = iso
    ? DateTime.fromISO(iso, { zone: zone ?? 'local' })
    : undefined;
  if (!time?.isValid) {
    return 'unknown';
  }
  return time.setLocale('en').toLocaleString({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/** A day: `Nov 20, 2026`; `zone` is an IANA name, the reader's own by default. @public */
export function formatDate(iso: string | undefined, zone?: string): string {
  const time = iso
    ? DateTime.fromISO(iso, { zone: zone ?? 'local' })
    : undefined;
  return time?.isValid
    ? time.setLocale('en').toLocaleString(DateTime.DATE_MED)
    : 'unknown';
}

/** `14:02 GMT+1`, for "as of". @public */
export function formatClock(time: Date, zone?: string): string {
  return DateTime.fromJSDate(time, { zone: zone ?? 'local' })
    .setLocale('en')
    .toLocaleString({
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
}

/**
 * Time between two moments: `45 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`; undefined when one is unknown or they are
 * the wrong way round.
 *
 * @public
 */
export function formatDuration(
  from: string | undefined,
  to: string | undefined,
): string | undefined {
  if (!from || !to) {
    return undefined;
  }
  const ms = DateTime.fromISO(to)
    .diff(DateTime.fromISO(from))
    .as('milliseconds');
  if (!Number.isFinite(ms) || ms < 0) {
    return undefined;
  }
  const { days, hours, minutes, seconds } = Duration.fromMillis(
    Math.round(ms / 1_000) * 1_000,
  )
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .toObject();
  const parts: Array<[number, string]> = [
    [days ?? 0, 'd'],
    [hours ?? 0, 'h'],
    [minutes ?? 0, 'min'],
    [seconds ?? 0, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) {
    return '0 s';
  }
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}
