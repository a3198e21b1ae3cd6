import { effectiveStatus, verdictOf } from './effectiveStatus';

const NOW = new Date('2026-11-26T10:00:00Z');
const PAST = '2026-11-26T09:59:59Z';
const FUTURE = '2026-11-26T10:00:01Z';
const asks = { count: 1 };

type Decision = Parameters<typeof effectiveStatus>[0]['decision'];
type State = NonNullable<
  Parameters<typeof effectiveStatus>[0]['approvals']
>['state'];

function statusOf(
  decision: Partial<Decision> & Pick<Decision, 'outcome'>,
  more: {
    state?: State;
    override?: 'unconfirmed' | 'confirmed' | 'objected' | 'overdue';
    current?: boolean;
  } = {},
) {
  const { state, override, current = true } = more;
  return effectiveStatus({
    decision: { mode: 'enforced', ...decision },
    approvals: state && { state, explanation: `it is ${state}` },
    override: override && {
      state: override,
      by: 'user:default/eve',
      incidentId: 'INC-1',
    },
    current,
    now: NOW,
  });
}

describe('effectiveStatus', () => {
  it.each([
    ['allow', undefined, {}, 'ALLOW'],
    ['allow', undefined, { current: false }, 'ALLOW'],
    ['inconclusive', undefined, {}, 'INCONCLUSIVE'],
    ['block', undefined, {}, 'BLOCK'],
    ['block', undefined, { state: 'approved' }, 'BLOCK'],
    ['block', asks, {}, 'BLOCK'],
    ['block', asks, { state: 'open' }, 'BLOCK'],
    ['block', asks, { state: 'approved' }, 'ALLOW'],
    ['block', asks, { state: 'rejected' }, 'BLOCK'],
    ['needs_approval', asks, {}, 'NEEDS_APPROVAL'],
    ['needs_approval', asks, { state: 'open' }, 'NEEDS_APPROVAL'],
    ['needs_approval', asks, { state: 'approved' }, 'ALLOW'],
    ['needs_approval', asks, { state: 'rejected' }, 'BLOCK'],
    ['needs_approval', asks, { state: 'expired' }, 'BLOCK'],
    ['needs_approval', asks, { state: 'superseded' }, 'BLOCK'],
    ['needs_approval', asks, { state: 'approved', current: false }, 'BLOCK'],
    ['block', undefined, { override: 'unconfirmed' }, 'ALLOW'],
    ['block', undefined, { override: 'confirmed' }, 'ALLOW'],
    ['block', undefined, { override: 'overdue' }, 'ALLOW'],
    ['block', undefined, { override: 'objected' }, 'BLOCK'],
    [
      'needs_approval',
      asks,
      { state: 'rejected', override: 'unconfirmed' },
      'ALLOW',
    ],
  ] as const)(
    'makes of %s (approvals %j) with %j: %s',
    (outcome, approvals, more, status) => {
      expect(statusOf({ outcome, approvals }, more).status).toBe(status);
    },
  );

  it.each([
    ['allow', {}],
    ['needs_approval', { state: 'approved' }],
    ['block', { override: 'confirmed' }],
  ] as const)(
    'does not let %s with %j be used after its time',
    (outcome, more) => {
      const decision = { outcome, approvals: asks };
      expect(statusOf({ ...decision, expiresAt: PAST }, more)).toEqual({
        status: 'BLOCK',
        reason: expect.stringContaining(PAST),
      });
      expect(statusOf({ ...decision, expiresAt: FUTURE }, more).status).toBe(
        'ALLOW',
      );
    },
  );

  it('leaves what is past as it was decided', () => {
    expect(
      statusOf(
        { outcome: 'needs_approval', mode: 'backfill', expiresAt: PAST },
        { current: false },
      ),
    ).toEqual({ status: 'NEEDS_APPROVAL' });
  });

  it('says why it is another than what was decided', () => {
    expect(
      statusOf({ outcome: 'block' }, { override: 'unconfirmed' }).reason,
    ).toBe(
      'user:default/eve let it through against the gate, for incident INC-1.',
    );
  });

  it.each([
    ['ALLOW', 'pass'],
    ['BLOCK', 'fail'],
    ['PENDING', 'pending'],
    ['NEEDS_APPROVAL', 'pending'],
    ['INCONCLUSIVE', 'pending'],
  ] as const)('tells a machine that %s is %s', (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });
});
