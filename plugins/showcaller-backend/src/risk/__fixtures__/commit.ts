import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';

/** Facts of a small commit; what matters to a test is passed in. */
export function commit(
  facts: Partial<ChangeFacts> & { sha: string },
): ChangeFacts {
  const { la = 20, ld = 5, files = ['src/pay.ts', 'src/cart.ts'] } = facts;
  return {
    repository: 'shop/payments',
    committedAt: '2026-11-20T09:00:00Z',
    title: `Change ${facts.sha}`,
    authorHash: 'a'.repeat(64),
    files,
    churn: files.map((_, index) => (index === 0 ? la + ld : 0)),
    linesBefore: files.map(() => 100),
    ns: 1,
    nd: 1,
    nf: files.length,
    entropy: 0,
    la,
    ld,
    lt: files.length * 100,
    fix: 0,
    ndev: 2,
    age: 3,
    nuc: 5,
    exp: 100,
    rexp: 20,
    sexp: 40,
    ...facts,
  };
}
