import { compareBills, MAX_ASKED } from './compareBills';

const component = (name: string, version: string, ...licences: string[]) => ({
  purl: `pkg:npm/${name}@${version}`,
  name,
  version,
  licences,
});

describe('compareBills', () => {
  it('tells what came, went and changed, by name whatever the version', () => {
    const { diff } = compareBills(
      [
        component('same', '1.0.0', 'MIT'),
        component('up', '2.0.0', 'MIT'),
        component('up', '1.0.0', 'MIT'),
        component('new', '1.0.0', 'MIT'),
        { name: 'bare', version: '2', licences: [] },
      ],
      [
        component('same', '1.0.0', 'MIT'),
        component('up', '1.0.0', 'MIT'),
        component('gone', '1.0.0', 'MIT'),
        { name: 'bare', version: '1', licences: [] },
      ],
    );
    expect(diff).toEqual({
      added: [component('new', '1.0.0', 'MIT')],
      removed: [component('gone', '1.0.0', 'MIT')],
      changed: [
        { name: 'npm:up', from: '1.0.0', to: '1.0.0, 2.0.0' },
        { name: 'generic:bare', from: '1', to: '2' },
      ],
      newLicences: [],
    });
  });

  it('names every licence of an expression that was not there before', () => {
    const { diff } = compareBills(
      [
        component('a', '1', 'MIT OR (Apache-2.0 AND BSD-3-Clause)'),
        component('b', '1', 'GPL-2.0-only WITH Classpath-exception-2.0'),
        component('c', '1', 'Own Licence Text'),
      ],
      [component('a', '1', 'MIT', 'Apache-2.0')],
    );
    expect(diff?.newLicences).toEqual([
      'BSD-3-Clause',
      'GPL-2.0-only',
      'Own Licence Text',
    ]);
  });

  it('has no difference without a base, and names packages with a version once', () => {
    const head = [
      component('a', '1'),
      component('a', '1'),
      { purl: 'pkg:npm/unversioned', name: 'unversioned', licences: [] },
      { name: 'bare', licences: [] },
    ];
    expect(compareBills(head, undefined)).toEqual({
      headPurls: ['pkg:npm/a@1'],
      basePurls: [],
      tooMany: false,
    });
  });

  it('says when there are more packages than can be asked for', () => {
    const many = Array.from({ length: MAX_ASKED + 1 }, (_, n) =>
      component(`a${n}`, '1'),
    );
    expect(compareBills(many, undefined).tooMany).toBe(true);
  });
});
