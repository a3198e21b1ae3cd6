import type { ChangeRow } from '@showcaller/backstage-plugin-showcaller-common';
import { annotateChangeRows } from './annotateChangeRows';

const row = (repository: string, sha: string): ChangeRow => ({
  id: `${repository}@${sha}`,
  repository,
  sha,
  status: 'created',
});

describe('annotateChangeRows', () => {
  it('asks once per repository and keeps the order', async () => {
    const annotate = jest.fn(
      async (repository: string, shas: string[]) =>
        new Map(shas.map(sha => [sha, repository === 'a/a' ? 0.2 : 0.8])),
    );

    const rows = await annotateChangeRows(
      [row('a/a', '1'), row('b/b', '2'), row('a/a', '3')],
      annotate,
    );

    expect(rows.map(({ sha, risk }) => [sha, risk])).toEqual([
      ['1', 0.2],
      ['2', 0.8],
      ['3', 0.2],
    ]);
    expect(annotate.mock.calls).toEqual([
      ['a/a', ['1', '3']],
      ['b/b', ['2']],
    ]);
  });

  it('leaves a change that was not scored without a risk', async () => {
    const [only] = await annotateChangeRows(
      [row('a/a', '1')],
      async () => new Map(),
    );

    expect(only.risk).toBeUndefined();
  });
});
