import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';

const MODES = ['off', 'check', 'comment', 'both'] as const;
const CONCLUSIONS = ['neutral', 'action_required', 'failure'] as const;

export type FeedbackMode = (typeof MODES)[number];
export type HighRiskConclusion = (typeof CONCLUSIONS)[number];

export interface FeedbackConfig {
  /** For entities that do not say it themselves. */
  mode: FeedbackMode;
  /** How a check run of a high risk ends; any other is neutral. */
  highRiskConclusion: HighRiskConclusion;
}

/** Reads `showcaller.github.pullRequestFeedback` (off) and `.highRiskConclusion` (neutral). */
export function readFeedbackConfig(config: RootConfigService): FeedbackConfig {
  return {
    mode: oneOf(config, 'showcaller.github.pullRequestFeedback', MODES),
    highRiskConclusion: oneOf(
      config,
      'showcaller.github.highRiskConclusion',
      CONCLUSIONS,
    ),
  };
}

/** Whether pull requests of an entity get a check or a comment; a word that is no mode turns nothing on. */
export function wantsFeedback(
  kind: 'check' | 'comment',
  options: { annotations: Record<string, string>; mode: FeedbackMode },
): boolean {
  const own =
    options.annotations[showcallerAnnotations.pullRequestFeedback]?.trim();
  const mode = own ?? options.mode;
  return mode === kind || mode === 'both';
}

function oneOf<T extends string>(
  config: RootConfigService,
  key: string,
  words: readonly [T, ...T[]],
): T {
  const word = config.getOptionalString(key) ?? words[0];
  const known = words.find(one => one === word);
  if (!known) {
    throw new InputError(
      `${key} is '${word}'; it must be one of ${words.join(', ')}`,
    );
  }
  return known;
}
