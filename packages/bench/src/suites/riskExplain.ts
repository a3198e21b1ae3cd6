import { readJit, type JitProject } from '../risk/readJit';
import { trainExplained, trainSmall } from '../riskExplain/learner';
import {
  measureAgainstDefinition,
  measureExactness,
  type Exactness,
} from '../riskExplain/measureExactness';
import {
  measureStability,
  type Stability,
} from '../riskExplain/measureStability';
import { NoDataError, type Suite } from '../Suite';

const RETRAINS = 6;
const FAMILIES = ['kamei2013', 'lapredict'];

type Measured = Exactness &
  Stability & {
    project: JitProject;
    /** Greatest difference from the definition of Shapley values, on small trees. */
    definitionMaxErr: number | undefined;
  };

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Explanations of the learner's trees: exact (every test row against the sum of the trees, ONNX Runtime on the exported graph,
 * and small trees against the definition), fast, and the same from one training to the next.
 */
export const riskExplainSuite: Suite = {
  name: 'risk-explain',
  description: 'explanations of risk: exact, fast, stable between retrains',
  defaultData: '../shared/data/jit',
  async run({ dataFolder, seed, runs = RETRAINS, progress }) {
    const { projects, skipped } = await readJit(dataFolder);
    if (projects.length === 0) {
      throw new NoDataError(
        `no <family>/<project>.csv with the columns order and label in ${dataFolder}`,
      );
    }
    const measured: Measured[] = [];
    for (const project of projects) {
      const name = `${project.family}/${project.name}`;
      progress(name);
      measured.push(
        await measure(project, {
          seed,
          retrains: Math.max(2, runs),
          progress: text => progress(`${name}: ${text}`),
        }),
      );
    }
    const families = new Set(projects.map(({ family }) => family));
    return {
      tables: [exactnessTable(measured), stabilityTable(measured)],
      json: {
        ...summary(measured),
        families: Object.fromEntries(
          [...families].map(family => {
            const own = measured.filter(one => one.project.family === family);
            return [
              family,
              {
                ...summary(own),
                projects: Object.fromEntries(
                  own.map(one => [one.project.name, summary([one])]),
                ),
              },
            ];
          }),
        ),
        missing: [
          ...FAMILIES.filter(family => !families.has(family)),
          ...skipped,
        ],
      },
    };
  },
};

async function measure(
  project: JitProject,
  options: { seed: number; retrains: number; progress: (text: string) => void },
): Promise<Measured> {
  const { train, test, features } = project;
  const { seed } = options;
  const width = features.length;
  return {
    project,
    ...(await measureExactness(
      trainExplained(train, { width, seed }),
      test.rows,
    )),
    definitionMaxErr: measureAgainstDefinition(
      trainSmall(train, { width, seed }),
      test.rows,
    ),
    ...measureStability(project, options),
  };
}

/** Worst of the errors, mean of the rest. */
function summary(measured: Measured[]) {
  const worst = (read: (one: Measured) => number | undefined) =>
    Math.max(...measured.map(one => read(one) ?? NaN).filter(Number.isFinite));
  const average = (read: (one: Measured) => number) =>
    Number(mean(measured.map(read)).toFixed(4));
  return {
    additivity_max_err: worst(one => one.additivityMaxErr),
    onnx_ts_max_diff: worst(one => one.onnxMaxDiff),
    definition_max_err: worst(one => one.definitionMaxErr),
    top3_sign_agreement: average(one => one.top3SignAgreement),
    top3_overlap: average(one => one.top3Overlap),
    shap_ms: average(one => one.shapMs),
    local_spearman: average(one => one.localSpearman),
    global_spearman: average(one => one.globalSpearman),
    grouped_top1_overlap: average(one => one.groupedTop1),
    grouped_top2_overlap: average(one => one.groupedTop2),
    grouped_top3_overlap: average(one => one.groupedTop3),
    grouped_top3_sign_agreement: average(one => one.groupedTop3Sign),
    /** What two random orders of so many groups would share. */
    grouped_top3_by_chance: average(one =>
      Math.min(1, 3 / Math.max(3, one.groups)),
    ),
    rows: measured.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function exactnessTable(measured: Measured[]) {
  return {
    title: 'Exactness: every test row; greatest differences, in log-odds',
    rows: [
      [
        'project',
        'rows',
        'trees',
        'sum of shares − margin',
        'ONNX Runtime − TypeScript',
        'shares − definition (small trees)',
        'ms per row',
      ],
      ...measured.map(one => [
        `${one.project.family}/${one.project.name}`,
        one.rows,
        one.trees,
        one.additivityMaxErr,
        one.onnxMaxDiff,
        one.definitionMaxErr,
        one.shapMs,
      ]),
    ],
  };
}

function stabilityTable(measured: Measured[]) {
  return {
    title:
      'Stability between bootstrap retrains, mean over pairs (XGBoost on lapredict: overlap 0.70, sign 0.97)',
    rows: [
      [
        'project',
        'top 3 overlap',
        'sign',
        'Spearman, a row',
        'Spearman, all',
        'groups',
        'top group',
        'top 2 groups',
        'top 3 groups',
      ],
      ...measured.map(one => [
        `${one.project.family}/${one.project.name}`,
        one.top3Overlap,
        one.top3SignAgreement,
        one.localSpearman,
        one.globalSpearman,
        one.groups,
        one.groupedTop1,
        one.groupedTop2,
        one.groupedTop3,
      ]),
    ],
  };
}
