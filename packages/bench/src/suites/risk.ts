import { evaluateTrees, rocAuc } from '@showcaller/engine/risk';
import { jsonFigures, meanFigures } from '../risk/figures';
import { hasBothClasses } from '../risk/hasBothClasses';
import {
  measureLearner,
  trainOn,
  type RiskFigures,
} from '../risk/measureLearner';
import { readJit, type JitProject } from '../risk/readJit';
import { NoDataError, type Suite, type Table } from '../Suite';

const FAMILIES = ['kamei2013', 'lapredict'];
const KEYS = [
  'auc',
  'pr_auc',
  'brier',
  'ece10',
  'auc_lines_added',
  'auc_logistic',
  'fit_s',
  'predict_us',
  'shap_ms',
] as const satisfies ReadonlyArray<keyof RiskFigures>;
/** What more of can only mean more to go wrong. */
const SIZE_FEATURES = ['ns', 'nm', 'nd', 'nf', 'entropy', 'la', 'ld', 'lt'];

interface Measured {
  project: JitProject;
  figures: RiskFigures;
  /** AUC when more of a size feature may never lower the risk. */
  monotoneAuc: number | undefined;
}

/** Trains on the first 70 % of each project's changes, and measures on the rest, beside the simple baselines. */
export const riskSuite: Suite = {
  name: 'risk',
  description: 'the risk learner on later changes, against simple baselines',
  defaultData: '../shared/data/jit',
  async run({ dataFolder, seed, progress }) {
    const { projects, skipped } = await readJit(dataFolder);
    if (projects.length === 0) {
      throw new NoDataError(
        `no <family>/<project>.csv with the columns order and label in ${dataFolder}`,
      );
    }
    const measured = projects.map<Measured>(project => {
      progress(`${project.family}/${project.name}`);
      return {
        project,
        figures: measureLearner(project, seed),
        monotoneAuc: monotoneAuc(project, seed),
      };
    });
    const families = [...new Set(projects.map(({ family }) => family))];
    const byFamily = families.map(family => {
      const own = measured.filter(({ project }) => project.family === family);
      return {
        family,
        own,
        mean: meanFigures(
          own.map(({ figures }) => figures),
          KEYS,
        ),
      };
    });
    return {
      tables: [
        figuresTable(byFamily),
        monotoneTable(byFamily.flatMap(({ own }) => own)),
      ],
      json: {
        ...Object.fromEntries(
          byFamily.map(({ family, own, mean }) => [
            family,
            {
              ...jsonFigures(mean, KEYS),
              projects: Object.fromEntries(
                own.map(({ project, figures }) => [
                  project.name,
                  jsonFigures(figures, KEYS),
                ]),
              ),
            },
          ]),
        ),
        missing: [
          ...FAMILIES.filter(family => !families.includes(family)),
          ...skipped,
        ],
      },
    };
  },
};

function monotoneAuc(project: JitProject, seed: number): number | undefined {
  const { test } = project;
  const trees = trainOn(project, { seed, monotone: SIZE_FEATURES });
  return trees && hasBothClasses(test.labels)
    ? rocAuc(test.labels, evaluateTrees(trees, test.rows))
    : undefined;
}

function figuresTable(
  byFamily: Array<{
    family: string;
    own: Measured[];
    mean: Record<(typeof KEYS)[number], number | undefined>;
  }>,
) {
  const rows: Table = [
    ['changes of', 'train', 'test', ...KEYS],
    ...byFamily.flatMap(({ family, own, mean }) => [
      ...own.map(({ project, figures }) => [
        `${family}/${project.name}`,
        project.train.labels.length,
        project.test.labels.length,
        ...KEYS.map(key => figures[key]),
      ]),
      [`${family}, mean`, undefined, undefined, ...KEYS.map(key => mean[key])],
    ]),
  ];
  return {
    title:
      'Later 30 % of the changes (full sets: XGBoost 1.7.4 kamei2013 .815 / .137, lapredict .751 / .151; random forest .806 / .136, .755 / .149)',
    rows,
  };
}

function monotoneTable(measured: Measured[]) {
  return {
    title: `What it costs that more of ${SIZE_FEATURES.join(
      ', ',
    )} may never lower the risk`,
    rows: [
      ['changes of', 'AUC free', 'AUC monotone', 'cost'],
      ...measured.map(({ project, figures, monotoneAuc: forced }) => [
        `${project.family}/${project.name}`,
        figures.auc,
        forced,
        figures.auc === undefined || forced === undefined
          ? undefined
          : figures.auc - forced,
      ]),
    ] as Table,
  };
}
