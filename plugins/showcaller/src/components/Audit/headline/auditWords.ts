import type {
  AuditOverview,
  AuditVerification,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatAbsolute,
  formatCount,
  formatNumber,
  formatPercent,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** What is said before anything else, and how good that is. */
export interface AuditHeadlineWords {
  tone: Tone;
  headline: string;
  details: string[];
}

/** Hours after which a check says little of what was written since. */
const OLD_HOURS = 48;

/** Whether the log is as it was written, since when that is known, and what stands for it outside the database. */
export function auditWords(
  overview: Pick<AuditOverview, 'entries' | 'checkpoint' | 'lastVerification'>,
  options: { now: Date; zone?: string },
): AuditHeadlineWords {
  const { entries, lastVerification: check } = overview;
  const total = `The log has ${formatCount(entries, 'entry', 'entries')}`;
  const checkpoint = checkpointWords(overview, options.zone);
  if (!check) {
    return {
      tone: 'warning',
      headline: `${total}. It was not checked yet whether they are as they were written.`,
      details: [checkpoint, 'Start a check; it reads every entry.'],
    };
  }
  const at = formatAbsolute(check.finishedAt ?? check.startedAt, options.zone);
  if (check.state === 'running') {
    return {
      tone: 'running',
      headline: `${total}. They are being checked.`,
      details: [progressWords(check), checkpoint],
    };
  }
  if (check.state === 'broken') {
    return {
      tone: 'error',
      headline: brokenHeadline(check),
      details: [
        check.explanation,
        `Found on ${at}. Keep the database and the files with the checkpoints as they are, and tell whoever answers for the audit: entries before it can still be proven, what comes after cannot be relied on.`,
        checkpoint,
      ],
    };
  }
  const since = entries - check.entries;
  const hours =
    (options.now.getTime() - Date.parse(check.finishedAt ?? check.startedAt)) /
    3_600_000;
  return {
    tone: hours > OLD_HOURS ? 'warning' : 'ok',
    headline:
      since > 0
        ? `The first ${formatNumber(check.entries)} of ${formatNumber(
            entries,
          )} entries are as they were written.`
        : `All ${formatNumber(entries)} entries are as they were written.`,
    details: [
      `Last checked on ${at}${
        check.checkpoints > 0
          ? `, against ${formatCount(check.checkpoints, 'signed checkpoint')}`
          : ''
      }.${
        since > 0
          ? ` ${formatCount(since, 'entry was', 'entries were')} written since.`
          : ''
      }`,
      checkpoint,
    ],
  };
}

/** How far a check is. */
export function progressWords(
  check: Pick<AuditVerification, 'entries' | 'progress'>,
): string {
  const { entries, progress } = check;
  return `${formatCount(entries, 'entry', 'entries')} checked${
    progress === undefined ? '' : `, ${formatPercent(progress)} of all`
  }.`;
}

function brokenHeadline(check: Pick<AuditVerification, 'firstBad'>): string {
  const { firstBad } = check;
  return firstBad && firstBad.seq > 0
    ? `The log was changed: entry ${formatNumber(
        firstBad.seq,
      )} is the first that is not what was written.`
    : 'The log cannot be relied on.';
}

function checkpointWords(
  overview: Pick<AuditOverview, 'entries' | 'checkpoint'>,
  zone: string | undefined,
): string {
  const { entries, checkpoint } = overview;
  if (!checkpoint) {
    return 'No signed checkpoint is kept outside the database, so whoever can write to the database could rewrite the log. Set showcaller.audit.checkpoints.';
  }
  const newer = entries - checkpoint.size;
  const places = checkpoint.publishedTo.join(', ');
  return `The newest signed checkpoint covers ${
    newer > 0
      ? `the first ${formatCount(checkpoint.size, 'entry', 'entries')}`
      : 'all of them'
  }, made on ${formatAbsolute(checkpoint.at, zone)}${
    places && ` and written to ${places}`
  }.`;
}
