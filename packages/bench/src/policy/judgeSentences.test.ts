import { judgeSentences } from './judgeSentences';

describe('judgeSentences', () => {
  it('counts what is taken for what it is, and names what is not', () => {
    expect(
      judgeSentences({
        mustParse: [
          'when canary.error_rate > 2x_baseline for 3m then rollback',
          'when some.path > 1 then block',
          'when env = "prod" then block',
        ],
        mustReject: [
          'when a > 3 for 3 then rollback',
          'when risk_score > 0.7 then block',
        ],
      }),
    ).toEqual({
      accepted: { right: 2, n: 3 },
      rejected: { right: 1, n: 2 },
      wrong: [
        'when env = "prod" then block',
        'when risk_score > 0.7 then block',
      ],
      errorsOfAccepted: 2,
    });
  });

  it('finds nothing in other data', () => {
    expect(judgeSentences({ mustParse: [1] })).toMatchObject({
      accepted: { right: 0, n: 0 },
      rejected: { right: 0, n: 0 },
    });
  });
});
