import { diffDependencies } from './diffDependencies';

const packages = (versions: Record<string, string[]>) =>
  new Map(
    Object.entries(versions).map(([name, list]) => [name, new Set(list)]),
  );

describe('diffDependencies', () => {
  it('finds new, gone and majorly upgraded packages', () => {
    expect(
      diffDependencies(
        packages({
          react: ['17.0.2'],
          vue: ['2.7.0'],
          lodash: ['4.17.20'],
        }),
        packages({
          react: ['17.0.2', '18.2.0'],
          lodash: ['4.17.21'],
          svelte: ['4.0.0'],
        }),
      ),
    ).toEqual({
      majors: [{ name: 'react', from: '17.0.2', to: '18.2.0' }],
      added: ['svelte'],
      removed: ['vue'],
    });
  });

  it.each([
    ['1.9.9', '2.0.0', true],
    ['2.0.0', '1.9.9', true],
    ['1.2.0', '1.10.0', false],
    ['0.3.1', '0.4.0', true],
    ['0.3.1', '0.3.2', false],
    ['0.9.0', '1.0.0', true],
    ['v2.1.0', '2.2.0-rc.1', false],
    ['9.0.0', '10.0.0', true],
    ['4', '5', true],
    ['1.0.0', '3f2a9c1d', false],
    ['file:../pay', '1.0.0', false],
    ['0.0.0-20200101-abc', '0.0.0-20210101-def', false],
  ])('takes %s to %s for a major upgrade: %p', (from, to, expected) => {
    const { majors } = diffDependencies(
      packages({ a: [from] }),
      packages({ a: [to] }),
    );
    expect(majors).toHaveLength(expected ? 1 : 0);
  });

  it('finds nothing in equal packages', () => {
    const same = packages({ a: ['1.0.0', '2.0.0'], b: ['0.1.0'] });
    expect(diffDependencies(same, same)).toEqual({
      majors: [],
      added: [],
      removed: [],
    });
  });
});
