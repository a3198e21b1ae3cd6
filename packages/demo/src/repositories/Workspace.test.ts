import fc from 'fast-check';
import { SeededRandom } from '../random/SeededRandom';
import { Workspace } from './Workspace';

describe('Workspace', () => {
  it('changes exactly as many lines as it says, whatever the file', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.nat(300),
        fc.nat(300),
        fc.nat(),
        (length, added, deleted, seed) => {
          const workspace = Workspace.create();
          const before = Array.from({ length }, (_, i) => `old ${i}`);
          workspace.write('a.ts', before);
          let made = 0;
          const changed = workspace.edit(
            'a.ts',
            { added, deleted },
            SeededRandom.create(seed),
            () => `new ${made++}`,
          );
          const after = workspace.content('a.ts').split('\n').slice(0, -1);
          const kept = after.filter(line => line.startsWith('old'));
          expect(after.length - kept.length).toBe(changed.added);
          expect(before.length - kept.length).toBe(changed.deleted);
          expect(kept).toEqual(before.filter(line => kept.includes(line)));
          expect(changed.added).toBe(added);
          expect(changed.deleted).toBeLessThanOrEqual(deleted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('makes a new file of lines that are added to a path that is not there', () => {
    const workspace = Workspace.create();
    workspace.edit(
      'new.ts',
      { added: 2, deleted: 5 },
      SeededRandom.create(1),
      () => 'line',
    );
    expect(workspace.content('new.ts')).toBe('line\nline\n');
  });

  it('gives a path the same heat in every checkout', () => {
    expect(Workspace.create().heat('src/a.ts')).toBe(
      Workspace.create().heat('src/a.ts'),
    );
  });
});
