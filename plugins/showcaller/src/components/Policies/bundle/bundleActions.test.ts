import { bundleActions } from './bundleActions';

const you = { mayPropose: true, mayActivate: false };
const stored = {
  status: 'stored' as const,
  errors: 0,
  testsFailed: 0,
  you,
};
const finished = { state: 'finished' as const };

describe('bundleActions', () => {
  it('has none for the bundle that decides and for one that cannot', () => {
    for (const bundle of [
      { ...stored, status: 'active' as const },
      { ...stored, status: 'broken' as const },
      { ...stored, errors: 1 },
    ]) {
      expect(
        bundleActions({ bundle, dryRun: finished, mayManage: true }),
      ).toEqual([]);
    }
  });

  it('lets a bundle be proposed when it was tried and its tests pass', () => {
    const propose = (bundle: typeof stored, dryRun?: typeof finished) =>
      bundleActions({ bundle, dryRun, mayManage: true })[0];
    expect(propose(stored, finished)).toEqual({
      name: 'propose',
      allowed: true,
    });
    expect(propose(stored).reason).toBe('Try it on past decisions first.');
    expect(propose({ ...stored, testsFailed: 2 }, finished).reason).toMatch(
      /^Tests fail/,
    );
    expect(
      propose({ ...stored, you: { ...you, mayPropose: false } }, finished)
        .reason,
    ).toMatch(/^Another bundle is proposed/);
  });

  it('gives the reason of the backend to who may not activate', () => {
    const reason =
      'You proposed this bundle; somebody else has to activate it.';
    expect(
      bundleActions({
        bundle: {
          ...stored,
          status: 'proposed',
          you: { mayPropose: false, mayActivate: false, reason },
        },
        dryRun: finished,
        mayManage: true,
      }),
    ).toEqual([
      { name: 'activate', allowed: false, reason },
      { name: 'withdraw', allowed: true },
    ]);
  });

  it('does not offer the shadow to the one that is in it', () => {
    const names = (status: 'stored' | 'shadow') =>
      bundleActions({
        bundle: { ...stored, status },
        dryRun: undefined,
        mayManage: true,
      }).map(({ name }) => name);
    expect(names('stored')).toEqual(['propose', 'shadow']);
    expect(names('shadow')).toEqual(['propose']);
  });
});
