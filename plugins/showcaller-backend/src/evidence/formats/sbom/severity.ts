import type { SbomVulnerability } from '@showcaller/backstage-plugin-showcaller-common';

export type Severity = SbomVulnerability['severity'];

/** From the worst. */
export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'unknown',
] as const satisfies readonly Severity[];

/** Words of CycloneDX, of GitHub's advisories and of distributions. */
const words: Record<string, Severity> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  minor: 'low',
  negligible: 'low',
  info: 'low',
  informational: 'low',
  none: 'low',
};

export function severityOfWord(word: string | undefined): Severity {
  const key = (word ?? '').toLowerCase();
  return Object.hasOwn(words, key) ? words[key] : 'unknown';
}

/** The qualitative scale of CVSS 3 and 4 (section 5 and 6), which security-severity of SARIF uses too. */
export function severityOfScore(score: number): Exclude<Severity, 'unknown'> {
  if (score >= 9) {
    return 'critical';
  }
  if (score >= 7) {
    return 'high';
  }
  return score >= 4 ? 'medium' : 'low';
}

export function worstOf(all: Severity[]): Severity {
  return severities.find(severity => all.includes(severity)) ?? 'unknown';
}
