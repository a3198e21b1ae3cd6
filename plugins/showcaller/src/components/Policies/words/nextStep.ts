import type {
  PolicyBundleDetail,
  PolicyComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** What has to happen with a bundle before it decides. */
export interface NextStep {
  tone: Tone;
  sentence: string;
  /** Which button does it; none where nothing is to be done. */
  step?: 'edit' | 'dry-run' | 'propose' | 'activate';
}

/** What is to be done next with a bundle, whoever may do it. */
export function nextStep(
  bundle: Pick<
    PolicyBundleDetail,
    'status' | 'errors' | 'testsFailed' | 'statusReason' | 'you'
  >,
  dryRun: Pick<PolicyComparison, 'state'> | undefined,
): NextStep {
  const { status, errors, testsFailed } = bundle;
  if (status === 'active') {
    return { tone: 'ok', sentence: 'It decides at the gate now.' };
  }
  if (errors > 0) {
    return {
      tone: 'error',
      sentence: `It has ${formatCount(
        errors,
        'error',
      )} and cannot decide. Correct them in the editor and save it again.`,
      step: 'edit',
    };
  }
  if (status === 'broken') {
    return {
      tone: 'error',
      sentence: `The product went back from it by itself${
        bundle.statusReason ? `: ${bundle.statusReason}` : '.'
      }`,
      step: 'edit',
    };
  }
  if (testsFailed > 0) {
    return {
      tone: 'error',
      sentence: `${formatCount(
        testsFailed,
        'of its tests fails',
        'of its tests fail',
      )}. It can be proposed when all of them pass.`,
      step: 'edit',
    };
  }
  if (status === 'proposed') {
    return {
      tone: 'warning',
      sentence: bundle.you.mayActivate
        ? 'It waits for you: look at what would change, then activate it or decline it.'
        : 'It waits for a second person, who activates or declines it.',
      step: 'activate',
    };
  }
  if (dryRun?.state === 'running') {
    return {
      tone: 'running',
      sentence:
        'It is being tried on past decisions; propose it when that is done.',
    };
  }
  if (dryRun?.state !== 'finished') {
    return {
      tone: 'neutral',
      sentence:
        'It decides nothing yet. Try it on past decisions first; then propose it, and somebody else activates it.',
      step: 'dry-run',
    };
  }
  return {
    tone: 'neutral',
    sentence:
      'It was tried on past decisions. When you like what it would have decided, propose it; somebody else activates it.',
    step: 'propose',
  };
}
