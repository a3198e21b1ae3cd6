import {
  formatAbsolute,
  formatClock,
  formatDate,
  formatDuration,
  formatRelative,
} from './formatTime';

const now = new Date('2026-11-20T13:02:00Z');

describe('formatRelative', () => {
  it.each([
    ['2026-11-20T13:01:55Z', 'just now'],
    ['2026-11-20T12:59:00Z', '3 minutes ago'],
    ['2026-11-17T13:02:00Z', '3 days ago'],
    ['2026-11-20T15:02:00Z', 'in 2 hours'],
    ['not a time', 'unknown'],
    [undefined, 'unknown'],
  ])('writes %s as %s', (iso, text) => {
    expect(formatRelative(iso, now)).toBe(text);
  });
});

describe('formatAbsolute and formatClock', () => {
  it('name the zone', () => {
    const zone = 'Europe/Berlin';
    expect(formatAbsolute('2026-11-20T13:02:10Z', zone)).toBe(
      'Nov 20, 2026, 14:02:10 GMT+1',
    );
    expect(formatClock(now, zone)).toBe('14:02 GMT+1');
    expect(formatDate('2026-11-20T23:30:00Z', zone)).toBe('Nov 21, 2026');
  });

  it('do not invent a time', () => {
    expect(formatDate('not a time')).toBe('unknown');
    expect(formatAbsolute(undefined)).toBe('unknown');
    expect(formatAbsolute('yesterday')).toBe('unknown');
  });
});

describe('formatDuration', () => {
  it.each([
    ['2026-11-20T13:02:00Z', '2026-11-20T13:02:45Z', '45 s'],
    ['2026-11-20T13:02:00Z', '2026-11-20T13:06:10Z', '4 min 10 s'],
    ['2026-11-20T13:02:00Z', '2026-11-20T15:02:05Z', '2 h'],
    ['2026-11-20T13:00:00Z', '2026-11-23T17:00:00Z', '3 d 4 h'],
    ['2026-11-20T13:00:00Z', '2026-11-20T13:00:00Z', '0 s'],
    ['2026-11-20T13:02:00Z', '2026-11-20T13:01:00Z', undefined],
    ['broken', '2026-11-20T13:01:00Z', undefined],
    [undefined, '2026-11-20T13:01:00Z', undefined],
  ])('between %s and %s lie %s', (from, to, text) => {
    expect(formatDuration(from, to)).toBe(text);
  });
});
