import { OutcomeLookup } from './OutcomeLookup';

describe('OutcomeLookup', () => {
  it('asks labels about deployments and git history about changes, once per repository', async () => {
    const asked: unknown[] = [];
    const lookup = OutcomeLookup.create({
      labels: {
        outcomesOf: async ids => {
          asked.push(ids);
          return new Map([['d1', 'failed']]);
        },
      },
      changes: {
        outcomesOfChanges: async (repository, shas) => {
          asked.push([repository, shas]);
          return new Map([['c2', 'clean']]);
        },
      },
    });
    const change = (id: string, sha: string) => ({
      id,
      repository: 'shop/web',
      sha,
    });
    const outcomes = await lookup.of([
      { ...change('a', 'c1'), deploymentId: 'd1' },
      { ...change('b', 'c1'), deploymentId: 'd2' },
      change('c', 'c2'),
      change('d', 'c3'),
    ]);
    expect([...outcomes]).toEqual([
      ['a', 'failed'],
      ['c', 'clean'],
    ]);
    expect(asked).toEqual([
      ['d1', 'd2'],
      ['shop/web', ['c2', 'c3']],
    ]);
  });
});
