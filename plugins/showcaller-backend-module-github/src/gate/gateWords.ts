import type {
  GateEvaluation,
  GateStatus,
} from '@showcaller/backstage-plugin-showcaller-common';

/** GitHub takes no longer comments of deployment protection rules. */
const LONGEST_COMMENT = 1024;
const MOST_LISTED = 5;

const headings: Record<GateStatus, string> = {
  ALLOW: 'Allowed',
  BLOCK: 'Blocked',
  NEEDS_APPROVAL: 'Waits for an approval',
  INCONCLUSIVE: 'Too little is known',
  PENDING: 'Being assessed',
};

export function headingOf(evaluation: GateEvaluation): string {
  return headings[evaluation.status];
}

/** What decided, the risk and its reasons, in Markdown. */
export function summaryOf(evaluation: GateEvaluation): string {
  const { explanation, matchedRules, risk, approvals, evidenceUrl } =
    evaluation;
  const rules = matchedRules.slice(0, MOST_LISTED).map(rule => rule.name);
  return [
    explanation,
    ...(risk?.score === undefined
      ? []
      : [`Risk ${risk.score.toFixed(2)} (${risk.band}).`]),
    ...(risk?.top ?? [])
      .slice(0, MOST_LISTED)
      .map(({ label }) => `- ${escaped(label)}`),
    ...(rules.length > 0
      ? [`Rules: ${rules.map(rule => `\`${rule}\``).join(', ')}`]
      : []),
    ...(approvals && evaluation.status === 'NEEDS_APPROVAL'
      ? ['Approvals are given in the portal, not here.']
      : []),
    `[Evidence](${evidenceUrl})`,
  ].join('\n\n');
}

/** The same in at most 1,024 characters, the link always among them. */
export function commentOf(evaluation: GateEvaluation): string {
  const { explanation, evidenceUrl } = evaluation;
  const heading = `**Showcaller: ${headingOf(evaluation)}.** `;
  const link = ` [Evidence](${evidenceUrl})`;
  const room = LONGEST_COMMENT - heading.length - link.length;
  const text =
    explanation.length > room
      ? `${explanation.slice(0, Math.max(0, room - 1))}…`
      : explanation;
  return `${heading}${text}${link}`.slice(0, LONGEST_COMMENT);
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&');
}
