import { textDigest } from '@showcaller/engine/audit';
import type { Knex } from 'knex';
import { chunksOf } from '../../database/chunksOf';
import type { LogFault } from '../tree/LogFaultError';
import type { TextRow } from '../types';

/** Action of the entry that an erasure leaves; its subject is `text:<digest>`. */
export const TEXT_ERASED = 'audit.text-erased';

/** Looks at the texts of some entries, from their digest to their seq. Those that are gone are added to `gone`. */
export async function checkTexts(
  knex: Knex,
  digests: Map<string, number>,
  gone: Map<string, number>,
): Promise<LogFault | undefined> {
  const faults: LogFault[] = [];
  for (const some of chunksOf([...digests.keys()])) {
    const rows = await knex<TextRow>('audit_text').whereIn('digest', some);
    const kept = new Map(rows.map(row => [row.digest, row]));
    for (const digest of some) {
      const seq = digests.get(digest) ?? 0;
      const row = kept.get(digest);
      if (!row) {
        gone.set(digest, seq);
      } else if (textDigest(row) !== digest) {
        faults.push({
          seq,
          reason: 'a text of it was changed: it does not have its digest',
        });
      }
    }
  }
  return firstOf(faults);
}

/** A text may be gone only when the log says that it was erased. */
export async function checkErasures(
  knex: Knex,
  gone: Map<string, number>,
): Promise<LogFault | undefined> {
  for (const some of chunksOf([...gone.keys()])) {
    const erased: string[] = await knex('audit_entry')
      .where({ action: TEXT_ERASED })
      .whereIn(
        'subject',
        some.map(digest => `text:${digest}`),
      )
      .pluck('subject');
    for (const subject of erased) {
      gone.delete(subject.slice('text:'.length));
    }
  }
  return firstOf(
    [...gone.values()].map(seq => ({
      seq,
      reason: 'a text of it is gone, and no entry says that it was erased',
    })),
  );
}

export function firstOf(faults: LogFault[]): LogFault | undefined {
  return faults.reduce<LogFault | undefined>(
    (first, fault) => (first && first.seq <= fault.seq ? first : fault),
    undefined,
  );
}
