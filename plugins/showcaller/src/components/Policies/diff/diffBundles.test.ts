import { diffBundles, diffWords } from './diffBundles';

const long = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);

describe('diffBundles', () => {
  it('names the files that came, went and changed, and leaves out the others', () => {
    const files = diffBundles(
      [
        { path: 'gone.policy', text: 'a' },
        { path: 'same.policy', text: 'b' },
        { path: 'changed.policy', text: 'c\nd' },
      ],
      [
        { path: 'new.policy', text: 'a' },
        { path: 'same.policy', text: 'b' },
        { path: 'changed.policy', text: 'c\ne' },
      ],
    );
    expect(
      files.map(({ path, kind, added, removed }) => [
        path,
        kind,
        added,
        removed,
      ]),
    ).toEqual([
      ['changed.policy', 'changed', 1, 1],
      ['gone.policy', 'removed', 0, 1],
      ['new.policy', 'added', 1, 0],
    ]);
    expect(diffWords(files, 'the active bundle')).toBe(
      '3 files differ from the active bundle: 2 lines added, 2 lines removed.',
    );
  });

  it('shows three lines around each change', () => {
    const changed = [...long];
    changed[5] = 'another';
    changed[25] = 'another';
    const [file] = diffBundles(
      [{ path: 'a.policy', text: long.join('\n') }],
      [{ path: 'a.policy', text: changed.join('\n') }],
    );
    expect(
      file.parts.map(lines => [
        lines[0].before,
        lines[lines.length - 1].before,
      ]),
    ).toEqual([
      [3, 9],
      [23, 29],
    ]);
  });

  it('says so where nothing differs', () => {
    expect(diffWords([], 'ab12')).toBe('Its text is that of ab12.');
  });
});
