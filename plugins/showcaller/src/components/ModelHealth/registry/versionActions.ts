import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import { formatCount } from '@showcaller/backstage-plugin-showcaller-react';

/** How much of a hash tells models apart on a page. */
const SHOWN = 12;

/** The beginning of a hash. */
export function shortHash(hash: string): string {
  return hash.slice(0, SHOWN);
}

/** `2,140 deployments, 265 failures`; the shipped model learned from changes of public repositories. */
export function learnedFrom(version: RiskModelVersion): string {
  const { origin, labelSource, trainingRows, trainingPositives } = version;
  const thing = {
    deployments: 'deployment',
    changes: 'change',
    unknown: origin === 'shipped' ? 'public change' : 'row',
  }[labelSource ?? 'unknown'];
  return `${formatCount(trainingRows, thing)}, ${formatCount(
    trainingPositives,
    'failure',
  )}`;
}

/** Whether a person may make it serve; a withdrawn model was worse than the prior, so it may not come back. */
export function canPromote(version: RiskModelVersion): boolean {
  return ['challenger', 'retired', 'rejected'].includes(version.status);
}

/** The version that a roll-back leads to: the one that served last before the champion. */
export function previousChampion(
  versions: RiskModelVersion[],
): RiskModelVersion | undefined {
  const retired = versions.filter(version => version.status === 'retired');
  const since = (version: RiskModelVersion) =>
    Date.parse(version.statusChangedAt ?? version.createdAt);
  return retired.sort((a, b) => since(b) - since(a))[0];
}

/** The version whose hash begins so; the serving one where nothing or nonsense is asked for. */
export function chooseVersion(
  versions: RiskModelVersion[],
  prefix: string | undefined,
): RiskModelVersion | undefined {
  const named =
    prefix && prefix.length >= 6
      ? versions.find(version => version.hash.startsWith(prefix))
      : undefined;
  return named ?? versions.find(version => version.status === 'champion');
}

/** What a version descends from, nearest first, as far as it is known. */
export function lineage(
  version: RiskModelVersion,
  versions: RiskModelVersion[],
): RiskModelVersion[] {
  const chain: RiskModelVersion[] = [];
  let parent = version.parent;
  while (parent !== undefined) {
    const hash = parent;
    const found = versions.find(one => one.hash === hash);
    if (!found || chain.includes(found) || found === version) {
      break;
    }
    chain.push(found);
    parent = found.parent;
  }
  return chain;
}
