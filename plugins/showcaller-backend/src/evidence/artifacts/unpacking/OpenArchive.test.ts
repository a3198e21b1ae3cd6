import { zipOf, type ZipFile } from '../__testUtils__/zipOf';
import { OpenArchive } from './OpenArchive';

const MIB = 1024 * 1024;
const wanted = [
  { file: /^(?:[^/]+\/)*coverage\.xml$/, maxBytes: 64 * MIB },
  { file: /\.xml$/, maxBytes: 1_000 },
];
const open = (files: ZipFile[]) => OpenArchive.open(zipOf(files), wanted);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('OpenArchive', () => {
  it('tells the files that are wanted, each by the first rule, and reads them', async () => {
    const archive = await open([
      { path: 'unit/a.xml', content: '<a/>' },
      { path: 'unit/', content: '' },
      { path: 'unit/coverage.xml', content: '<c/>', stored: true },
      { path: 'log.txt', content: 'noise' },
    ]);
    expect(archive.content).toEqual({
      total: 4,
      matching: 2,
      files: [
        { index: 0, path: 'unit/a.xml', wanted: 1 },
        { index: 2, path: 'unit/coverage.xml', wanted: 0 },
      ],
    });
    expect(text(await archive.read(0))).toBe('<a/>');
    expect(text(await archive.read(2))).toBe('<c/>');
    await expect(archive.read(3)).rejects.toThrow('no such file');
  });

  it.each<[string, ZipFile, string]>([
    [
      'a file that is too long',
      { path: 'a.xml', content: 'x'.repeat(1_001) },
      'The file has 1001 bytes; 1000 are the most for its kind',
    ],
    [
      'an encrypted file',
      { path: 'a.xml', content: 'x', encrypted: true },
      'The file is encrypted',
    ],
  ])(
    'says of %s why it is not read, and reads the others',
    async (_what, file, problem) => {
      const archive = await open([file, { path: 'b.xml', content: '<b/>' }]);
      expect(archive.content.files[0].problem).toBe(problem);
      await expect(archive.read(0)).rejects.toThrow(problem);
      expect(text(await archive.read(1))).toBe('<b/>');
    },
  );

  it('does not unpack more than what an entry says of itself', async () => {
    const archive = await open([
      { path: 'a.xml', content: 'x'.repeat(5 * MIB), saysBytes: 900 },
    ]);
    await expect(archive.read(0)).rejects.toMatchObject({
      name: 'RefusedArchive',
      message: expect.stringContaining('a.xml cannot be read: '),
    });
  });

  it.each<[string, ZipFile[], string]>([
    [
      'leads out of it',
      [{ path: '../../etc/x.xml', content: 'x' }],
      '../../etc',
    ],
    ['is absolute', [{ path: '/etc/x.xml', content: 'x' }], 'absolute path'],
    ['is of a drive', [{ path: 'C:\\x.xml', content: 'x' }], 'absolute path'],
    [
      'leads out by backslashes',
      [{ path: '..\\..\\x.xml', content: 'x' }],
      'relative path',
    ],
    [
      'is very long',
      [{ path: `${'a/'.repeat(600)}x.xml`, content: 'x' }],
      'a path of 1205 characters; 1000 are the most',
    ],
    [
      'is there twice',
      [
        { path: 'x.xml', content: 'x' },
        { path: 'x.xml', content: 'y' },
      ],
      'holds x.xml twice',
    ],
  ])('refuses an archive with a path that %s', async (_what, files, reason) => {
    await expect(open(files)).rejects.toMatchObject({
      name: 'RefusedArchive',
      message: expect.stringContaining(reason),
    });
  });

  it('refuses an archive that unpacks to many times its size', async () => {
    await expect(
      open([{ path: 'a.txt', content: Buffer.alloc(40 * MIB) }]),
    ).rejects.toThrow(/times its size; 200 times is the most/);
  });

  it('refuses an archive that unpacks to more than a gibibyte', async () => {
    const content = 'x';
    await expect(
      open([
        { path: 'a.txt', content, saysBytes: 600 * MIB },
        { path: 'b.txt', content, saysBytes: 600 * MIB },
      ]),
    ).rejects.toThrow('would unpack to 1258291200 bytes');
  });

  it('refuses an archive whose entries lie over each other', async () => {
    const content = 'x'.repeat(500);
    const files = Array.from({ length: 300 }, (_, index) => ({
      path: `${index}.xml`,
      content: Buffer.from(content),
      stored: true,
      ...(index > 0 && { sharesWith: 0 }),
    }));
    await expect(open(files)).rejects.toThrow('they lie over each other');
  });

  it('refuses an archive with too many entries', async () => {
    const files = Array.from({ length: 20_001 }, (_, index) => ({
      path: `${index}`,
      content: '',
      stored: true,
    }));
    await expect(open(files)).rejects.toThrow(
      'has 20001 entries; 20000 are the most',
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<html>Sign in</html>'.repeat(10))],
    ['a cut archive', zipOf([{ path: 'a.xml', content: 'x' }]).slice(0, 60)],
  ])('refuses %s', async (_what, bytes) => {
    await expect(
      OpenArchive.open(new Uint8Array(bytes), wanted),
    ).rejects.toMatchObject({
      name: 'RefusedArchive',
      message: expect.stringContaining('The archive cannot be read: '),
    });
  });

  it('takes the first files of very many', async () => {
    const archive = await open(
      Array.from({ length: 250 }, (_, index) => ({
        path: `${index}.xml`,
        content: 'x',
      })),
    );
    expect(archive.content.matching).toBe(250);
    expect(archive.content.files).toHaveLength(200);
  });
});
