import { createMockDirectory } from '@backstage/backend-test-utils';
import { readJit } from './readJit';

describe('readJit', () => {
  const directory = createMockDirectory();

  it('reads each project in the order of time, and parts the first 70 % from the rest', async () => {
    const lines = Array.from(
      { length: 10 },
      (_, row) => `${9 - row},${row % 2},${row},`,
    );
    directory.setContent({
      lapredict: {
        'web.csv': ['order,label,la,nf', ...lines].join('\r\n'),
        'notes.txt': 'not a table',
      },
    });
    const { projects, skipped } = await readJit(directory.path);
    expect(skipped).toEqual([]);
    expect(projects).toMatchObject([
      { family: 'lapredict', name: 'web', features: ['la', 'nf'] },
    ]);
    const [{ train, test }] = projects;
    expect([...train.labels]).toEqual([1, 0, 1, 0, 1, 0, 1]);
    expect([...test.rows]).toEqual([2, NaN, 1, NaN, 0, NaN]);
  });

  it('takes words for 1 and 0, what is no number for unknown, and leaves out rows without an outcome', async () => {
    directory.setContent({
      own: {
        'web.csv':
          'order,label,la,fix,author\n1,True,5,False,ada\n2,,6,True,bob\n3,0,Infinity,1,eve',
      },
    });
    const { projects } = await readJit(directory.path);
    const [{ train, test }] = projects;
    expect([...train.labels, ...test.labels]).toEqual([1, 0]);
    expect([...train.rows, ...test.rows]).toEqual([5, 0, NaN, NaN, 1, NaN]);
  });

  it('takes the files of the folder itself as one family, and names those it cannot read', async () => {
    directory.setContent({
      'one.csv': 'order,label,la\n1,0,5\n2,1,6',
      'other.csv': 'la,bug\n1,0',
    });
    const { projects, skipped } = await readJit(directory.path);
    expect(projects.map(({ name }) => name)).toEqual(['one']);
    expect(skipped).toEqual([expect.stringMatching(/\/other$/)]);
  });

  it('finds nothing in a folder that is not there', async () => {
    await expect(readJit(directory.resolve('absent'))).resolves.toEqual({
      projects: [],
      skipped: [],
    });
  });
});
