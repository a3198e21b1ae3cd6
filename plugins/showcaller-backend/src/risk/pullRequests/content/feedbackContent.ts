import type {
  RiskAssessment,
  RiskBand,
  RiskCounterfactual,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { PullRequestFeedback } from '@showcaller/backstage-plugin-showcaller-node';
import { sha256 } from '../../../database/sha256';
import type { PullRequestHead, ScoredPart } from '../types';
import { asCode, escapeMarkdown } from './escapeMarkdown';
import { groupReasons, unknownSignals } from './groupReasons';

const MOST_PARTS = 5;
const MOST_REASONS = 4;
const MOST_WAYS = 3;
const MOST_UNKNOWN = 4;

const bandOrder: RiskBand[] = ['high', 'elevated', 'unknown', 'low'];
const bandWords: Record<RiskBand, string> = {
  high: 'high',
  elevated: 'elevated',
  low: 'low',
  unknown: 'not known',
};

/** What is told about one entity. */
export interface FeedbackPart
  extends Pick<ScoredPart, 'assessment' | 'groups' | 'counterfactuals'> {
  /** Name that people read. */
  title: string;
  /** Where more can be read. */
  url: string;
}

/**
 * What a pull request is told: verdict, reasons, what is not known, what would lower it, and where to read more. Pure: the
 * same parts give the same text and hash, whenever it is made. The parts must not be empty.
 */
export function feedbackContent(
  pullRequest: Pick<PullRequestHead, 'repository' | 'number' | 'headSha'>,
  parts: FeedbackPart[],
): PullRequestFeedback {
  const { repository, number, headSha } = pullRequest;
  const ordered = [...parts].sort(
    (a, b) =>
      rankOf(a.assessment) - rankOf(b.assessment) ||
      (b.assessment.probability ?? 0) - (a.assessment.probability ?? 0) ||
      (a.assessment.entityRef < b.assessment.entityRef ? -1 : 1),
  );
  const [first] = ordered;
  const told = ordered.slice(0, MOST_PARTS);
  const several = parts.length > 1;
  const content = {
    repository,
    number,
    headSha,
    title: titleOf(first.assessment),
    summary: [
      ...told.map(part => section(part, several)),
      ...(parts.length > told.length
        ? [
            `And ${
              parts.length - told.length
            } more components with no greater risk.`,
          ]
        : []),
      footOf(headSha, first.assessment),
    ].join('\n\n'),
    band: first.assessment.band,
    detailsUrl: first.url,
  };
  return { ...content, contentHash: sha256(JSON.stringify(content)) };
}

function rankOf({ band }: RiskAssessment): number {
  return bandOrder.indexOf(band);
}

/** `Risk 0.42 (0.31 to 0.55), elevated` */
function titleOf({ probability, interval, band }: RiskAssessment): string {
  if (probability === undefined) {
    return 'Risk not known';
  }
  const range =
    interval && ` (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`;
  return `Risk ${probability.toFixed(2)}${range ?? ''}, ${bandWords[band]}`;
}

function section(part: FeedbackPart, several: boolean): string {
  const { assessment, title, url } = part;
  const name = `[${escapeMarkdown(title)}](${url})`;
  return [
    several
      ? `**${name}**: ${titleOf(assessment).toLowerCase()}`
      : `${verdict(assessment)} For ${name}.`,
    ...(several && assessment.unknownReason ? [verdict(assessment)] : []),
    reasons(part),
    waysDown(part.counterfactuals),
    unknown(assessment),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The first line: what it means, in words. */
function verdict({ probability, band, unknownReason }: RiskAssessment): string {
  if (probability === undefined) {
    return `How risky this change is cannot be told: ${escapeMarkdown(
      unknownReason ?? 'no reason is known',
      300,
    )}.`;
  }
  const of100 = Math.round(probability * 100);
  return `Of 100 changes like this one, about ${of100} went wrong: a risk that is ${bandWords[band]}.`;
}

function reasons({
  assessment,
  groups: all,
}: FeedbackPart): string | undefined {
  const groups = groupReasons(assessment, all).slice(0, MOST_REASONS);
  if (groups.length === 0) {
    return undefined;
  }
  const lines = groups.map(({ name, contribution, effect, facts }) => {
    const told = facts.map(fact => escapeMarkdown(fact)).join(', ');
    return `- ${name} (${inPoints(contribution, effect)})${
      told && `: ${told}`
    }`;
  });
  const riskiest = assessment.riskiestCommit;
  return [
    '**Why**',
    lines.join('\n'),
    ...(riskiest && assessment.commitCount > 1
      ? [
          `The riskiest of its ${assessment.commitCount} commits is ${asCode(
            riskiest.sha.slice(0, 8),
          )}${
            riskiest.title ? ` (${escapeMarkdown(riskiest.title, 80)})` : ''
          }.`,
        ]
      : []),
  ].join('\n\n');
}

/** `+12 points`; points are approximate and rounded. */
function inPoints(contribution: number, effect: number | undefined): string {
  const points = effect === undefined ? 0 : Math.round(effect * 100);
  if (points === 0) {
    return contribution > 0 ? 'a little higher' : 'a little lower';
  }
  return `about ${points > 0 ? '+' : '−'}${Math.abs(points)} points`;
}

function waysDown(counterfactuals: RiskCounterfactual[]): string | undefined {
  const ways = counterfactuals
    .slice(0, MOST_WAYS)
    .map(
      ({ action, probabilityBefore, probabilityAfter }) =>
        `- ${escapeMarkdown(action)}: ${probabilityBefore.toFixed(
          2,
        )} → ${probabilityAfter.toFixed(2)}`,
    );
  return ways.length > 0
    ? `**What would lower it**\n\n${ways.join('\n')}`
    : undefined;
}

function unknown(assessment: RiskAssessment): string | undefined {
  const byReason = [...unknownSignals(assessment)];
  if (byReason.length === 0 || assessment.probability === undefined) {
    return undefined;
  }
  const count = byReason.reduce(
    (total, [, labels]) => total + labels.length,
    0,
  );
  const lines = byReason
    .slice(0, MOST_UNKNOWN)
    .map(
      ([reason, labels]) =>
        `- ${labels
          .map(label => escapeMarkdown(label))
          .join(', ')}: ${escapeMarkdown(reason)}`,
    );
  const more = byReason.length - lines.length;
  return [
    `<details><summary>Not known: ${count} signals</summary>`,
    [...lines, ...(more > 0 ? [`- and ${more} more reasons`] : [])].join('\n'),
    '</details>',
  ].join('\n\n');
}

function footOf(headSha: string, { model }: RiskAssessment): string {
  return `<sub>Showcaller scored ${asCode(
    headSha.slice(0, 8),
  )} with the model ${asCode(
    `${model.id} ${model.version}`,
  )}. It speaks of the change, not of people, and is kept up to date here.</sub>`;
}
