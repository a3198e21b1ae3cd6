import { readOfRevisions, type Revision } from './revisions';

const stored: Revision[] = ['shop/web', 'fork/web'].flatMap(repository =>
  ['a', 'b'].map(sha => ({ repository, sha })),
);

function read(among: { repositories: string[]; shas: string[] }) {
  return Promise.resolve(
    stored.filter(
      ({ repository, sha }) =>
        among.repositories.includes(repository) && among.shas.includes(sha),
    ),
  );
}

describe('readOfRevisions', () => {
  it('leaves out the commits of one repository that were asked of another', async () => {
    const wanted = [
      { repository: 'shop/web', sha: 'a' },
      { repository: 'fork/web', sha: 'b' },
    ];
    const found = await readOfRevisions(wanted, read);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(wanted));
  });

  it('asks for each revision once, and not at all for none', async () => {
    const reading = jest.fn(read);
    await readOfRevisions([], reading);
    expect(reading).not.toHaveBeenCalled();
    const twice = { repository: 'shop/web', sha: 'a' };
    await expect(readOfRevisions([twice, twice], reading)).resolves.toEqual([
      twice,
    ]);
    expect(reading).toHaveBeenCalledTimes(1);
  });
});
