import type { PolicyOverview } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatAbsolute,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import { activationWords, bundleName, contentWords } from './bundleWords';

/** What is said before anything else, and how good that is. */
export interface PolicyHeadline {
  tone: Tone;
  headline: string;
  details: string[];
}

/** Which rules decide now, since when and by whom; loud where the product went back to others by itself. */
export function overviewWords(
  overview: Pick<PolicyOverview, 'active' | 'fallback'>,
  zone?: string,
): PolicyHeadline {
  const { active, fallback } = overview;
  const name = bundleName(active.hash);
  const builtIn = active.origin === 'built-in';
  const decides = builtIn
    ? 'The built-in rules decide at the gate.'
    : `Bundle ${name} decides at the gate.`;
  const since =
    activationWords(active, zone) ??
    (builtIn ? 'Nobody has activated a bundle yet.' : undefined);
  const details = [
    since,
    active.activatedAt && active.statusReason
      ? `Because: ${active.statusReason}`
      : undefined,
    `It has ${contentWords(active)}.`,
  ].filter((line): line is string => line !== undefined);
  if (fallback) {
    return {
      tone: 'error',
      headline: `Bundle ${bundleName(
        fallback.from,
      )} could not decide any more: ${
        builtIn
          ? 'the built-in rules decide'
          : `the last good one, ${name}, decides`
      } instead.`,
      details: [
        `It went back by itself on ${formatAbsolute(fallback.at, zone)}: ${
          fallback.reason
        }`,
        'Correct the bundle, store it and propose it again; until then the rules below apply.',
        ...details,
      ],
    };
  }
  return { tone: 'ok', headline: decides, details };
}

/** How reading from git goes; undefined where bundles are not read from git. */
export function gitWords(
  git: PolicyOverview['git'],
  zone?: string,
): { tone: Tone; sentence: string } | undefined {
  if (!git) {
    return undefined;
  }
  const at = git.revision ? ` at ${git.revision.slice(0, 7)}` : '';
  const when = git.readAt ? ` on ${formatAbsolute(git.readAt, zone)}` : '';
  if (git.error) {
    const last = git.readAt ? ` It was last read${when}.` : '';
    return {
      tone: 'error',
      sentence: `Policies could not be read from git (${git.path}${at}): ${git.error}${last}`,
    };
  }
  return git.readAt
    ? {
        tone: 'ok',
        sentence: `Policies are read from git (${git.path}${at}), last${when}.`,
      }
    : {
        tone: 'running',
        sentence: `Policies are to be read from git (${git.path}); nothing was read yet.`,
      };
}
