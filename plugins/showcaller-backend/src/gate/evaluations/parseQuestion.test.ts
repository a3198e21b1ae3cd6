import type { Request } from 'express';
import { question, revisions } from '../__testUtils__/createGate';
import { parseIdempotencyKey, parseQuestion, parseWait } from './parseQuestion';

describe('parseQuestion', () => {
  it.each([
    [{ stage: 'canary-101' }, 'body.stage'],
    [{ stage: 'later' }, 'body.stage'],
    [{ entityRef: 'payments' }, 'body.entityRef'],
    [{ environment: '' }, 'body.environment'],
    [{ change: { repository: 'shop/payments', sha: 'abc' } }, 'change.sha'],
    [
      { change: { repository: 'payments', sha: revisions.small } },
      'change.repository',
    ],
    [{ artifact: { digest: 'latest' } }, 'body.artifact.digest'],
    [{ inputs: { 'a b': 1 } }, 'body.inputs'],
    [{ inputs: { a: { b: 1 } } }, 'body.inputs'],
    [
      {
        inputs: Object.fromEntries(
          Array.from({ length: 51 }, (_, index) => [`a${index}`, 1]),
        ),
      },
      'at most 50',
    ],
    [{ callback: {} }, 'body.callback.url'],
    [{ more: 1 }, 'more'],
  ])('refuses %j and says where it is wrong', (fields, where) => {
    expect(() => parseQuestion({ ...question(), ...fields })).toThrow(where);
  });

  it('reads names as the catalog has them', () => {
    expect(
      parseQuestion({
        ...question(),
        entityRef: 'Component:default/Payments',
        change: {
          repository: 'Shop/Payments',
          sha: revisions.small.toUpperCase(),
        },
      }),
    ).toEqual(question());
  });
});

describe('the wait of a question', () => {
  const of = (wait?: string) => ({ query: { wait } } as unknown as Request);

  it.each([
    [undefined, 0],
    ['20s', 20_000],
    ['20', 20_000],
    ['500ms', 500],
    ['60s', 60_000],
  ])('of %s is %s ms', (wait, ms) => {
    expect(parseWait(of(wait))).toBe(ms);
  });

  it.each(['61s', '-1', 'soon', '', '1h'])("is not '%s'", wait => {
    expect(() => parseWait(of(wait))).toThrow('up to 60 s');
  });
});

describe('an idempotency key', () => {
  const of = (key?: string) => ({ header: () => key } as unknown as Request);

  it('may be left out', () => {
    expect(parseIdempotencyKey(of())).toBeUndefined();
    expect(parseIdempotencyKey(of(' run-1 '))).toBe('run-1');
  });

  it.each(['', 'a b', 'ä', 'x'.repeat(256)])("is not '%s'", key => {
    expect(() => parseIdempotencyKey(of(key))).toThrow('Idempotency-Key');
  });
});
