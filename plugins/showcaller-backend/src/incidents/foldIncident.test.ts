import fc from 'fast-check';
import { foldIncident, type IncidentReport } from './foldIncident';

function report(
  kind: IncidentReport['kind'],
  minute: number,
  content: Partial<IncidentReport['content']> = {},
): IncidentReport {
  return {
    id: `${kind}-${minute}`,
    incidentId: 'inc-1',
    kind,
    occurredAt: new Date(Date.UTC(2026, 5, 1, 12, minute)).toISOString(),
    content: { source: 'cdevents', ...content },
  };
}

const minute = (of: number) => report('detected', of).occurredAt;

describe('foldIncident', () => {
  it('is open from the first word about it until it is resolved', () => {
    expect(
      foldIncident([
        report('detected', 3, { entity: 'web', title: 'slow' }),
        report('reported', 9, { title: 'down', url: 'https://x.example/1' }),
        report('resolved', 20),
      ]),
    ).toMatchObject({
      namedEntity: 'web',
      title: 'down',
      url: 'https://x.example/1',
      openedAt: minute(3),
      resolvedAt: minute(20),
    });
  });

  it('stays resolved when it is reported afterwards, and opens again when it is detected again', () => {
    const resolved = [report('detected', 0), report('resolved', 5)];
    expect(foldIncident([...resolved, report('reported', 7)])?.resolvedAt).toBe(
      minute(5),
    );
    expect(
      foldIncident([...resolved, report('detected', 7)])?.resolvedAt,
    ).toBeUndefined();
    expect(
      foldIncident([...resolved, report('detected', 7), report('resolved', 9)]),
    ).toMatchObject({ openedAt: minute(0), resolvedAt: minute(9) });
  });

  it('begins with its end when only that was told', () => {
    expect(foldIncident([report('resolved', 5)])).toMatchObject({
      openedAt: minute(5),
      resolvedAt: minute(5),
    });
    expect(foldIncident([])).toBeUndefined();
  });

  it('believes what a person stated', () => {
    expect(
      foldIncident([
        report('detected', 0),
        report('resolved', 9),
        report('stated', 30, {
          entityRef: 'component:default/web',
          openedAt: minute(2),
          source: 'http',
        }),
      ]),
    ).toMatchObject({
      entityRef: 'component:default/web',
      openedAt: minute(2),
      resolvedAt: undefined,
    });
  });

  it('comes to the same in any order of arrival and with any duplicates', () => {
    const reports = [
      report('detected', 0, { entity: 'web' }),
      report('reported', 2, { title: 'down' }),
      report('resolved', 5),
      report('detected', 8, { title: 'down again' }),
      report('resolved', 8),
      report('stated', 9, { openedAt: minute(1) }),
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...reports, ...reports], { minLength: 12 }),
        shuffled => {
          expect(foldIncident(shuffled)).toEqual(foldIncident(reports));
        },
      ),
    );
  });
});
