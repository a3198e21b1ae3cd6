import { parseCommandLine } from './parseCommandLine';
import type { Suite } from './Suite';

const suite: Suite = {
  name: 'example',
  description: 'what it measures',
  defaultData: '../shared/data/example',
  run: async () => ({ tables: [], json: {} }),
};
const parse = (...args: string[]) =>
  parseCommandLine({ args, suites: [suite], repository: '/work/project' });

describe('parseCommandLine', () => {
  it('takes the data of the suite when none is named', () => {
    expect(parse('example')).toEqual({
      suite,
      dataFolder: '/work/shared/data/example',
      json: false,
      seed: 1,
      runs: undefined,
    });
  });

  it.each([
    ['other', '/work/project/other'],
    ['/elsewhere', '/elsewhere'],
  ])('takes the folder %s as %s', (folder, expected) => {
    expect(parse('example', '--data', folder).dataFolder).toBe(expected);
  });

  it('takes options in any order', () => {
    expect(
      parse('--json', '--seed', '7', 'example', '--runs=100'),
    ).toMatchObject({ json: true, seed: 7, runs: 100 });
  });

  it.each([[[]], [['nothing']], [['example', 'example']]])(
    'answers %j with the usage and the list of suites',
    args => {
      expect(() => parse(...args)).toThrow(
        /^usage: npm run bench[^]*example +what it measures$/,
      );
    },
  );

  it.each([
    [['example', '--seed', 'x'], '--seed takes a whole number, not "x"'],
    [['example', '--runs', '1.5'], '--runs takes a whole number, not "1.5"'],
    [['example', '--odd'], '--odd'],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});
