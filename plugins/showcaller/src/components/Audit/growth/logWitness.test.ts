import { SampleLog } from '../../../__testUtils__/audit';
import { growthWords } from './growthWords';
import {
  forgetSeenLog,
  judgeGrowth,
  keepSeenLog,
  readSeenLog,
  type SeenLog,
} from './logWitness';

const now = new Date('2026-11-20T13:05:00Z');

async function look(
  log: SampleLog,
  before?: SeenLog,
  changes: Partial<Parameters<typeof judgeGrowth>[0]['overview']> = {},
) {
  return judgeGrowth({
    overview: { ...log.overview(), ...changes },
    before,
    now,
    getConsistency: async (from, to) => log.consistency(from, to),
  });
}

async function seen(covered: number): Promise<SeenLog> {
  const growth = await look(SampleLog.create({ covered }));
  if (growth?.state !== 'first') {
    throw new Error('It was seen before');
  }
  return growth.seen;
}

describe('judgeGrowth', () => {
  it.each([1, 2, 7, 8, 29, 30])(
    'proves that a log goes on from one of %i entries',
    async covered => {
      const growth = await look(SampleLog.create(), await seen(covered));
      expect(growth?.state).toBe('continues');
    },
  );

  it.each([
    ['another beginning', SampleLog.create({ salt: 'x' }), {}, /first 12/],
    [
      'fewer entries',
      SampleLog.create({ covered: 5 }),
      {},
      /had 12 signed entries and now has 5/,
    ],
    [
      'no checkpoint any more',
      SampleLog.create(),
      { checkpoint: undefined },
      /checkpoints that it had are gone/,
    ],
    [
      'a key that does not fit',
      SampleLog.create(),
      { verifierKey: 'portal.shop.example/audit+00000000+AAAA' },
      /cannot be trusted/,
    ],
  ])('is not fooled by %s', async (_, log, changes, reason) => {
    const growth = await look(log, await seen(12), changes);
    expect(growth).toMatchObject({
      state: 'broken',
      reason: expect.stringMatching(reason),
    });
    expect(growth && growthWords(growth, 'UTC').tone).toBe('error');
  });

  it('tells another key apart from another log', async () => {
    const before = { ...(await seen(12)), verifierKey: 'another key' };
    expect(await look(SampleLog.create(), before)).toMatchObject({
      state: 'broken',
      reason: expect.stringMatching(/^it is signed by another key/),
    });
  });

  it('says nothing of a log without checkpoints that was never seen', async () => {
    expect(await look(SampleLog.create({ covered: 0 }))).toBeUndefined();
  });
});

describe('what a browser remembers', () => {
  it('is there until it is forgotten, and nothing else is taken for it', async () => {
    const log = await seen(12);
    keepSeenLog(window.localStorage, log);
    expect(readSeenLog(window.localStorage)).toEqual(log);
    forgetSeenLog(window.localStorage);
    expect(readSeenLog(window.localStorage)).toBeUndefined();
    for (const text of ['{', '[]', '{"size":"1"}']) {
      window.localStorage.setItem('showcaller.audit-seen', text);
      expect(readSeenLog(window.localStorage)).toBeUndefined();
    }
  });
});
