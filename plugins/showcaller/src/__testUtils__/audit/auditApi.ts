import { NotFoundError } from '@backstage/errors';
import type {
  AuditOverview,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';
import { SampleLog } from './SampleLog';

/** The part of the API that the audit browser uses. */
export type AuditApi = Pick<
  ShowcallerApi,
  | 'getAuditOverview'
  | 'getAuditEntries'
  | 'getAuditProof'
  | 'getAuditConsistency'
  | 'startAuditVerification'
>;

/** Answers from a real log in memory as the backend would: filters, pages, proofs, a check that ends at the second look. */
export function createAuditApi(
  content: {
    log?: SampleLog;
    overview?: Partial<AuditOverview>;
  } = {},
): AuditApi {
  const { log = SampleLog.create(), overview = {} } = content;
  let verification = overview.lastVerification ?? log.verification();
  return {
    getAuditOverview: async () => {
      const answer: AuditOverview = {
        ...log.overview(),
        lastVerification: verification,
        ...overview,
      };
      if (verification.state === 'running') {
        verification = log.verification();
      }
      return answer;
    },
    getAuditEntries: async ({ limit = 20, offset = 0, ...filter } = {}) => {
      const { from, to, ...equal } = filter;
      const rows = [...log.entries]
        .reverse()
        .filter(
          entry =>
            Object.entries(equal).every(
              ([name, value]) =>
                value === undefined ||
                entry[name as keyof typeof equal] === value,
            ) &&
            (!from || entry.at >= from) &&
            (!to || entry.at < to),
        );
      return {
        items: rows.slice(offset, offset + limit),
        totalItems: rows.length,
        limit,
        offset,
      };
    },
    getAuditProof: async seq => {
      if (seq > log.entries.length) {
        throw new NotFoundError(`The audit log has no entry ${seq}.`);
      }
      return log.proof(seq);
    },
    getAuditConsistency: async (from, to) => log.consistency(from, to),
    startAuditVerification: async () => {
      verification = {
        ...log.verification(),
        state: 'running',
        finishedAt: undefined,
        entries: 12,
        progress: 0.4,
        explanation: 'The log is being checked.',
      };
      return verification;
    },
  };
}
