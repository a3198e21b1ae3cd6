import {
  LOCAL_LABELS,
  measureColdStart,
  trainPrior,
  type ColdStartFigures,
} from '../risk/coldStart';
import { jsonFigures, meanFigures } from '../risk/figures';
import type { RankingFigures } from '../risk/measureRanking';
import { readJit, type JitProject } from '../risk/readJit';
import { NoDataError, type Suite, type Table } from '../Suite';

const FAMILY = 'lapredict';
const KEYS = ['auc', 'brier'] as const;

type Way = 'ladder' | 'localOnly' | 'priorPlatt';

interface ProjectColdStart {
  project: JitProject;
  steps: ColdStartFigures[];
}

/**
 * How well a new organisation is served: the prior is made of the other projects of the family, the first rows of the project
 * are its own labels, and the figures are of its last 30 %.
 */
export const riskColdstartSuite: Suite = {
  name: 'risk-coldstart',
  description: 'the ladder of risk models with 0 to 2,000 local labels',
  defaultData: '../shared/data/jit',
  async run({ dataFolder, seed, progress }) {
    const { family, projects, missing } = await readFamily(dataFolder);
    const measured = projects.flatMap<ProjectColdStart>(project => {
      progress(project.name);
      const prior = trainPrior(
        projects.filter(other => other !== project),
        seed,
      );
      if (!prior) {
        missing.push(`${family}/${project.name}: no prior of other projects`);
        return [];
      }
      return [
        {
          project,
          steps: LOCAL_LABELS.filter(
            labels => labels <= project.train.labels.length,
          ).map(labels => measureColdStart({ project, prior, labels, seed })),
        },
      ];
    });
    const byLabels = (way: Way, key: (typeof KEYS)[number]) =>
      Object.fromEntries(
        LOCAL_LABELS.map(labels => [
          labels,
          jsonFigures(meanOf(measured, { labels, way }), KEYS)[key],
        ]),
      );
    const figuresOf = (way: Way) => ({
      auc: byLabels(way, 'auc'),
      brier: byLabels(way, 'brier'),
    });
    return {
      tables: [
        meansTable(family, measured),
        ...measured.map(({ project, steps }) => projectTable(project, steps)),
      ],
      json: {
        ...figuresOf('ladder'),
        local_only: figuresOf('localOnly'),
        prior_platt: figuresOf('priorPlatt'),
        missing,
      },
    };
  },
};

/** LApredict where it is there, else the first family with two projects of the same features. */
async function readFamily(
  dataFolder: string,
): Promise<{ family: string; projects: JitProject[]; missing: string[] }> {
  const { projects, skipped } = await readJit(dataFolder);
  const families = new Map<string, JitProject[]>();
  for (const project of projects) {
    const own = families.get(project.family) ?? [];
    families.set(project.family, [...own, project]);
  }
  const [family, own] =
    [...families].find(([name]) => name === FAMILY) ??
    [...families].find(([, all]) => all.length > 1) ??
    [];
  if (!family || !own || own.length < 2) {
    throw new NoDataError(
      `no family of at least two <project>.csv with the columns order and label in ${dataFolder}`,
    );
  }
  const alike = own.filter(
    ({ features }) => features.join() === own[0].features.join(),
  );
  return {
    family,
    projects: alike,
    missing: [
      ...(family === FAMILY ? [] : [FAMILY]),
      ...skipped,
      ...own
        .filter(project => !alike.includes(project))
        .map(({ name }) => `${family}/${name}: other features`),
    ],
  };
}

/** The mean over the projects that have so many labels. */
function meanOf(
  measured: ProjectColdStart[],
  { labels, way }: { labels: number; way: Way },
): Record<(typeof KEYS)[number], number | undefined> {
  return meanFigures(
    measured.flatMap(({ steps }) =>
      steps.filter(step => step.labels === labels).map(step => step[way]),
    ),
    KEYS,
  );
}

const figuresOf = ({ auc, brier }: Pick<RankingFigures, 'auc' | 'brier'>) => [
  auc,
  brier,
];

const HEADING = [
  'labels',
  'AUC',
  'Brier',
  'local only AUC',
  'Brier',
  'prior + Platt AUC',
  'Brier',
];

function meansTable(family: string, measured: ProjectColdStart[]) {
  const rows: Table = [
    [...HEADING, 'projects'],
    ...LOCAL_LABELS.map(labels => [
      labels,
      ...figuresOf(meanOf(measured, { labels, way: 'ladder' })),
      ...figuresOf(meanOf(measured, { labels, way: 'localOnly' })),
      ...figuresOf(meanOf(measured, { labels, way: 'priorPlatt' })),
      measured.filter(({ steps }) => steps.some(step => step.labels === labels))
        .length,
    ]),
  ];
  return {
    title: `${family}, mean over projects (full set: XGBoost local only .612 at 50, .718 at 500; prior + boost .745 / .155 at 500)`,
    rows,
  };
}

function projectTable(project: JitProject, steps: ColdStartFigures[]) {
  return {
    title: project.name,
    rows: [
      HEADING,
      ...steps.map(({ labels, ladder, localOnly, priorPlatt }) => [
        labels,
        ...figuresOf(ladder),
        ...figuresOf(localOnly),
        ...figuresOf(priorPlatt),
      ]),
    ] as Table,
  };
}
