import { SeededRandom } from '../trees/SeededRandom';
import { errorRatesByGroup } from './errorRatesByGroup';

/** Rows of a team: `wrong` of `clean` are called risky, `missed` of `failed` are called safe. */
function team(
  group: string,
  counts: { clean: number; wrong: number; failed: number; missed: number },
) {
  const row = (label: number, probability: number) => ({
    group,
    label,
    probability,
  });
  return [
    ...Array.from({ length: counts.clean }, (_, i) =>
      row(0, i < counts.wrong ? 0.9 : 0.1),
    ),
    ...Array.from({ length: counts.failed }, (_, i) =>
      row(1, i < counts.missed ? 0.1 : 0.9),
    ),
  ];
}

function rates(rows: ReturnType<typeof team>, minimum?: number) {
  return errorRatesByGroup({
    labels: rows.map(({ label }) => label),
    probabilities: rows.map(({ probability }) => probability),
    groups: rows.map(({ group }) => (group === '?' ? undefined : group)),
    threshold: 0.5,
    minimum,
  });
}

describe('errorRatesByGroup', () => {
  it('counts both errors per group, the largest first', () => {
    const { overall, groups } = rates([
      ...team('payments', { clean: 40, wrong: 4, failed: 10, missed: 5 }),
      ...team('search', { clean: 80, wrong: 8, failed: 20, missed: 10 }),
      ...team('?', { clean: 10, wrong: 10, failed: 0, missed: 0 }),
    ]);
    expect(overall).toMatchObject({ n: 160, positives: 30 });
    expect(overall.falsePositive).toMatchObject({ count: 22, n: 130 });
    expect(groups.map(({ group }) => group)).toEqual(['search', 'payments']);
    expect(groups[1]).toMatchObject({
      n: 50,
      positives: 10,
      falsePositive: { count: 4, n: 40, rate: 0.1 },
      falseNegative: { count: 5, n: 10, rate: 0.5 },
      tooSmall: false,
      differs: [],
    });
  });

  it('withholds the rates of a group that is too small', () => {
    const { groups } = rates([
      ...team('payments', { clean: 40, wrong: 4, failed: 10, missed: 5 }),
      ...team('one-man', { clean: 3, wrong: 3, failed: 1, missed: 1 }),
    ]);
    expect(groups[1]).toEqual({
      group: 'one-man',
      n: 4,
      positives: 1,
      falsePositive: undefined,
      falseNegative: undefined,
      tooSmall: true,
      differs: [],
    });
  });

  it('says which error of which group is apart from the others', () => {
    const { groups } = rates([
      ...['x', 'y', 'z'].flatMap(name =>
        team(name, { clean: 500, wrong: 50, failed: 100, missed: 40 }),
      ),
      ...team('b', { clean: 100, wrong: 40, failed: 50, missed: 22 }),
    ]);
    expect(groups.map(({ differs }) => differs)).toEqual([
      [],
      [],
      [],
      ['falsePositive'],
    ]);
  });

  it('rarely calls equal groups different, however many there are', () => {
    let flagged = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = SeededRandom.create({ seed });
      const rows = Array.from({ length: 2000 }, (_, i) => ({
        group: `team-${i % 20}`,
        label: Number(random.next() < 0.2),
        probability: random.next(),
      }));
      if (rates(rows).groups.some(({ differs }) => differs.length > 0)) {
        flagged += 1;
      }
    }
    // Two kinds of error at 5 % each, and Wilson intervals are a little narrow at few rows.
    expect(flagged / 200).toBeLessThan(0.15);
  });

  it('knows nothing of failures where there are none', () => {
    const { groups } = rates(
      team('a', { clean: 40, wrong: 0, failed: 0, missed: 0 }),
    );
    expect(groups[0].falseNegative).toBeUndefined();
    expect(groups[0].falsePositive).toMatchObject({ rate: 0, low: 0 });
  });

  it('refuses another number of groups', () => {
    expect(() =>
      errorRatesByGroup({
        labels: [1],
        probabilities: [0.5],
        groups: [],
        threshold: 0.5,
      }),
    ).toThrow('1 rows, but 0 groups and the threshold 0.5');
  });
});
