import type { DeploymentLabel } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatDate,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';

/** What became of a deployment, in words. */
export interface OutcomeWords {
  word: StatusWord;
  /** How it became known. */
  detail: string;
  /** From when on it counts, where it does not yet. */
  note?: string;
}

/** What the backend answered to a correction, until what was read from it afterwards is as new. */
export function newestLabel(
  read: DeploymentLabel,
  answered: DeploymentLabel | undefined,
): DeploymentLabel {
  const since = (label: DeploymentLabel) =>
    label.correction ? Date.parse(label.correction.at) : 0;
  return answered && since(answered) > since(read) ? answered : read;
}

/** What a person can say against it: the outcome it would then have; undefined while nothing is known. */
export function correctionOf(
  label: DeploymentLabel,
): 'clean' | 'failed' | undefined {
  return { failed: 'clean', clean: 'failed', pending: undefined }[
    label.outcome
  ] as 'clean' | 'failed' | undefined;
}

const correctedWords: Record<'failed' | 'clean', StatusWord> = {
  clean: { label: 'Not caused by this deployment', tone: 'ok' },
  failed: { label: 'It failed, somebody says', tone: 'error' },
};

/** What became of a deployment, as far as it is known at that moment. */
export function outcomeWords(label: DeploymentLabel, now: Date): OutcomeWords {
  const { outcome, explanation, maturesAt, correction } = label;
  const matures = formatDate(maturesAt);
  const waits = Date.parse(maturesAt) > now.getTime();
  if (correction) {
    return {
      word: correctedWords[correction.outcome],
      detail: explanation,
    };
  }
  if (outcome === 'pending') {
    return {
      word: { label: 'Not known yet', tone: 'neutral' },
      detail: explanation,
      note: waits ? `Known for good on ${matures} at the earliest.` : undefined,
    };
  }
  return outcome === 'failed'
    ? {
        word: { label: 'It failed', tone: 'error' },
        detail: explanation,
        note: waits
          ? `The model learns from it from ${matures} on.`
          : undefined,
      }
    : {
        word: { label: 'It turned out well', tone: 'ok' },
        detail: explanation,
      };
}
