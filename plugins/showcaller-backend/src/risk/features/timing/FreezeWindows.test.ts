import { ConfigReader } from '@backstage/config';
import { collect, featureRequest } from '../__fixtures__/requests';
import { FreezeWindows } from './FreezeWindows';
import { TimingCollector } from './TimingCollector';

const windowsOf = (risk: object) =>
  FreezeWindows.fromConfig(new ConfigReader({ showcaller: { risk } } as never));

const weekend = {
  name: 'weekend',
  weekly: { from: 'Fri 16:00', to: 'Monday 08:00' },
};
const christmas = {
  name: 'Christmas',
  from: '2026-12-20T00:00',
  to: '2027-01-03T00:00',
  tiers: ['production'],
  entities: ['component:default/payments'],
};

describe('FreezeWindows', () => {
  const found = (
    risk: object,
    time: string,
    more: { entityRef?: string; tier?: 'production' | 'test' } = {},
  ) => {
    const windows = windowsOf(risk);
    return windows.find({
      entityRef: 'component:default/payments',
      tier: 'production',
      ...more,
      at: windows.local(time),
    });
  };

  it.each([
    ['2026-11-20T15:59:59Z', undefined], // Friday
    ['2026-11-20T16:00:00Z', 'weekend'],
    ['2026-11-22T12:00:00Z', 'weekend'],
    ['2026-11-23T07:59:59Z', 'weekend'],
    ['2026-11-23T08:00:00Z', undefined],
    ['2026-11-18T12:00:00Z', undefined],
  ])('finds at %s the weekly window %s', (time, expected) => {
    expect(found({ freezeWindows: [weekend] }, time)).toBe(expected);
  });

  it('takes times in the configured time zone', () => {
    const risk = { timeZone: 'Europe/Berlin', freezeWindows: [weekend] };
    expect(found(risk, '2026-11-20T14:59:00Z')).toBeUndefined();
    expect(found(risk, '2026-11-20T15:00:00Z')).toBe('weekend');
    const berlin = { ...risk, freezeWindows: [christmas] };
    expect(found(berlin, '2026-12-19T23:00:00Z')).toBe('Christmas');
    expect(found(berlin, '2026-12-19T22:59:59Z')).toBeUndefined();
    expect(found(berlin, '2027-01-02T23:00:00Z')).toBeUndefined();
  });

  it('covers only the entities and tiers that a window names', () => {
    const risk = { freezeWindows: [christmas] };
    const time = '2026-12-24T12:00:00Z';
    expect(found(risk, time)).toBe('Christmas');
    expect(found(risk, time, { tier: 'test' })).toBeUndefined();
    expect(
      found(risk, time, { entityRef: 'component:default/cart' }),
    ).toBeUndefined();
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, "timeZone is 'Mars/Olympus'"],
    [
      { freezeWindows: [{ name: 'a', from: 'soon', to: '2026-01-01' }] },
      "freezeWindows[0].from is 'soon'",
    ],
    [
      { freezeWindows: [{ name: 'a', from: '2026-02-01', to: '2026-01-01' }] },
      'freezeWindows[0].to must be later',
    ],
    [
      {
        freezeWindows: [{ name: 'a', weekly: { from: 'Fri', to: 'Mon 8:00' } }],
      },
      "freezeWindows[0].weekly.from is 'Fri'",
    ],
    [
      { freezeWindows: [{ ...weekend, from: '2026-02-01' }] },
      "must have either 'weekly' or",
    ],
    [
      { freezeWindows: [{ ...weekend, tiers: ['live'] }] },
      "freezeWindows[0].tiers has 'live'",
    ],
    [{ freezeWindows: [{ weekly: weekend.weekly }] }, 'name'],
  ])('refuses %j and says what is wrong', (risk, reason) => {
    expect(() => windowsOf(risk)).toThrow(reason);
  });
});

describe('TimingCollector', () => {
  it('tells hour and day in the configured time zone, and the window', async () => {
    const collector = TimingCollector.create({
      windows: windowsOf({
        timeZone: 'Asia/Tokyo',
        freezeWindows: [weekend],
      }),
    });
    const at = (occurredAt: string) =>
      collect(collector, featureRequest({ occurredAt }));
    // Friday 19:00 in Tokyo, 10:00 in UTC.
    await expect(at('2026-11-20T10:00:00.000Z')).resolves.toMatchObject({
      source: 'calendar, Asia/Tokyo',
      values: {
        hour: 19,
        weekday: 5,
        freeze: { value: 1, source: "freeze window 'weekend'" },
      },
    });
    await expect(at('2026-11-22T16:00:00.000Z')).resolves.toMatchObject({
      values: { hour: 1, weekday: 1 },
    });
  });

  it('says that no window is configured', async () => {
    await expect(
      collect(TimingCollector.create({ windows: windowsOf({}) })),
    ).resolves.toMatchObject({
      source: 'calendar, UTC',
      values: {
        hour: 10,
        weekday: 5,
        freeze: {
          value: 0,
          source: 'calendar, no freeze window is configured',
        },
      },
    });
  });
});
