import type { Gap } from './findGaps';

/** Something to do, and the one service that it is about, if any. */
export interface Recommendation {
  text: string;
  entityRef?: string;
}

/** What brings the signals of a group, where people can do something about it. */
const SOURCES: Record<string, string> = {
  size: 'Name the git repository of the components (annotation showcaller.io/git-repository), so that the size of changes is known.',
  churn:
    'Name the git repository of the components (annotation showcaller.io/git-repository), so that the history of files is known.',
  team: 'Name the git repository of the components (annotation showcaller.io/git-repository), so that the experience of teams is known.',
  tests:
    'Upload test reports (JUnit XML) from the pipelines, so that test results count.',
  flakiness:
    'Upload the test reports of every attempt, so that flaky tests are told from failures.',
  dependencies:
    'Upload bills of materials (CycloneDX), or keep lock files in git, so that changes of dependencies count.',
  performance:
    'Upload benchmark results from the pipelines, so that slower changes are seen.',
  incidents:
    'Report incidents (PUT incidents/:id, or CDEvents incident.*), so that their nearness counts.',
};

/** Groups that the same source fills are recommended once. */
function sourceOf(group: string | undefined): string[] {
  const source = group === undefined ? undefined : SOURCES[group];
  return source ? [source] : [];
}

/** What to do about each kind of gap. */
const ACTIONS: Record<Gap['kind'], (gap: Gap) => string[]> = {
  service: ({ entityRef }) => [
    `Look through the last failures of ${entityRef} on its Risk tab, and correct labels that were not caused by the deployment.`,
  ],
  size: () => [
    'Have the model trained again: it misjudges changes of some sizes. If that stays, more outcomes are needed.',
  ],
  missing: ({ subject }) => sourceOf(subject),
  unknown: () => sourceOf('size'),
  'false blocks': ({ subject }) => [
    `Look at what ${subject} blocks: most of it is clean. Better signals, or a higher threshold, would keep fewer back.`,
  ],
  backfill: () => [],
};

/** What to do about the gaps, each thing once, in the order of the gaps. */
export function recommend(gaps: Gap[]): Recommendation[] {
  const texts = new Map<string, Recommendation>();
  for (const gap of gaps) {
    for (const text of ACTIONS[gap.kind](gap)) {
      const { entityRef } = gap;
      texts.set(
        text,
        texts.get(text) ?? { text, ...(entityRef && { entityRef }) },
      );
    }
  }
  return [...texts.values()];
}
