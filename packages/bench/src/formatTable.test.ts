import { formatTable } from './formatTable';

describe('formatTable', () => {
  it('aligns columns, numbers to the right, and shows what is unknown as a dash', () => {
    expect(
      formatTable('Title', [
        ['name', 'n', 'share'],
        ['first', 7, 0.123456],
        ['the second', 1234, undefined],
      ]).split('\n'),
    ).toEqual([
      'Title',
      'name        n     share',
      'first          7  0.1235',
      'the second  1234  –',
    ]);
  });
});
