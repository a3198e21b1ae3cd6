import { z } from 'zod';
import {
  severityOfScore,
  severityOfWord,
  worstOf,
  type Severity,
} from '../../formats/sbom/severity';
import { cvss3BaseScore } from './cvss3';

/** What is kept of a vulnerability. */
export interface OsvVulnerability {
  id: string;
  aliases: string[];
  severity: Severity;
}

const specific = z.object({ severity: z.string().optional().catch(undefined) });

/** The parts of an OSV record (schema 1.x) that are read. */
const record = z.object({
  id: z.string().max(200),
  aliases: z.array(z.string().max(200)).max(1_000).nullish(),
  severity: z
    .array(z.object({ type: z.string(), score: z.string().max(500) }))
    .nullish(),
  database_specific: specific.nullish().catch(undefined),
  affected: z
    .array(
      z.object({ ecosystem_specific: specific.nullish().catch(undefined) }),
    )
    .nullish(),
});

/**
 * Severity by CVSS 3 where the record has one; otherwise by the word of its database, which those that only state CVSS 4
 * or none mostly have. Unknown where neither is said: never low.
 *
 * @throws ZodError for what is no OSV record.
 */
export function readOsvRecord(value: unknown): OsvVulnerability {
  const { id, aliases, severity, database_specific, affected } =
    record.parse(value);
  const scores = (severity ?? [])
    .map(({ score }) => cvss3BaseScore(score))
    .filter(score => score !== undefined);
  const words = [
    database_specific?.severity,
    ...(affected ?? []).map(one => one.ecosystem_specific?.severity),
  ].filter(word => word !== undefined);
  return {
    id,
    aliases: aliases ?? [],
    severity:
      scores.length > 0
        ? severityOfScore(Math.max(...scores))
        : worstOf(words.map(severityOfWord)),
  };
}
