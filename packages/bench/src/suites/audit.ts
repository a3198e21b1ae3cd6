import path from 'node:path';
import { judgeCanonical, judgeProofs } from '../audit/judgeVectors';
import { measureLog } from '../audit/measureLog';
import type { Suite } from '../Suite';

const DEFAULT_RUNS = 1_000;
/** Shown in full; one more says enough. */
const SHOWN_MISSES = 20;

/**
 * The audit log: proofs and canonical JSON against the vectors of others, seeded tampering with a real log in a SQLite file,
 * and how fast it is appended to. The rate on the last line is of transactions of 100 entries; an entry alone is the rate of a
 * decision that commits by itself.
 */
export const auditSuite: Suite = {
  name: 'audit',
  description: 'proofs, canonical JSON, tampering and appends of the audit log',
  defaultData: '../shared/data',
  async run({ dataFolder, seed, runs = DEFAULT_RUNS, progress }) {
    const proofs = await judgeProofs(path.join(dataFolder, 'merkle-proofs'));
    const jcs = await judgeCanonical(path.join(dataFolder, 'jcs-rfc8785'));
    const { tampering, appends, verifiedPerSecond } = await measureLog({
      runs,
      seed,
      progress,
    });
    const tamperingFound = { right: tampering.found, n: tampering.n };
    const fastest = Math.max(...appends.map(({ perSecond }) => perSecond));
    return {
      tables: [
        {
          title: 'Audit log: right answers',
          rows: [
            ['cases', 'right', 'of'],
            ['Merkle proofs', proofs?.right, proofs?.n],
            ['canonical JSON', jcs?.right, jcs?.n],
            ['tampering found', tampering.found, tampering.n],
            [
              'first bad entry named where it is certain',
              tampering.n - tampering.misses.length,
              tampering.n,
            ],
          ],
        },
        ...(tampering.misses.length > 0
          ? [
              {
                title: 'Tampering that was not found, or not named',
                rows: [
                  ['mutation', 'run', 'expected', 'found'],
                  ...tampering.misses
                    .slice(0, SHOWN_MISSES)
                    .map(({ mutation, run, expected, found }) => [
                      mutation,
                      run,
                      expected,
                      found && `${found.seq}: ${found.reason}`,
                    ]),
                ],
              },
            ]
          : []),
        {
          title: 'Appending to a SQLite file, and checking it',
          rows: [
            [
              'entries a transaction',
              'entries',
              'per second',
              'per CPU second',
            ],
            ...appends.map(({ batch, entries, perSecond, perCpuSecond }) => [
              batch,
              entries,
              Math.round(perSecond),
              Math.round(perCpuSecond),
            ]),
            ['check of the whole log', '', Math.round(verifiedPerSecond), ''],
          ],
        },
      ],
      json: {
        proofs_right: proofs ?? null,
        jcs_right: jcs ?? null,
        tampering_found: tamperingFound,
        appends_per_s: Math.round(fastest),
        appends_per_s_by_transaction: Object.fromEntries(
          appends.map(({ batch, perSecond }) => [batch, Math.round(perSecond)]),
        ),
        appends_per_cpu_s: Math.round(
          Math.max(...appends.map(({ perCpuSecond }) => perCpuSecond)),
        ),
        verified_per_s: Math.round(verifiedPerSecond),
        missing: [
          ...(proofs ? [] : ['merkle-proofs']),
          ...(jcs ? [] : ['jcs-rfc8785']),
        ],
      },
    };
  },
};
