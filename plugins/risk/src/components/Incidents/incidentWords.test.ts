import { incidentSummary, incidentWord } from './incidentWords';

const openedAt = '2026-11-18T09:00:00Z';

describe('incidents', () => {
  it('are open, or resolved after some time', () => {
    expect(incidentWord({ openedAt })).toEqual({
      label: 'Open',
      tone: 'error',
    });
    expect(
      incidentWord({ openedAt, resolvedAt: '2026-11-18T09:41:00Z' }),
    ).toEqual({ label: 'Resolved after 41 min', tone: 'ok' });
    expect(
      incidentWord({ openedAt, resolvedAt: '2026-11-18T08:00:00Z' }).label,
    ).toBe('Resolved');
  });

  it('are counted', () => {
    expect(incidentSummary([{}], 1)).toBe('1 incident, 1 of them open');
    expect(incidentSummary([{ resolvedAt: openedAt }], 7)).toBe(
      '7 incidents, none open',
    );
  });
});
