import { hasBothClasses } from '../risk/hasBothClasses';
import { readJit, type JitProject } from '../risk/readJit';
import { trainExplained, trainSmall } from '../riskExplain/learner';
import {
  measureAgainstDefinition,
  measureExactness,
} from '../riskExplain/measureExactness';
import { drawSample } from '../riskExplain/bootstrap';
import { explainedRows } from '../riskExplain/explainedRows';
import { measureStability } from '../riskExplain/measureStability';
import {
  exactnessTable,
  stabilityTable,
  summary,
  type Measured,
} from '../riskExplain/figures';
import { findXgboost, measureXgboost } from '../riskExplain/xgboostPeer';
import { NoDataError, type Suite } from '../Suite';

const RETRAINS = 6;
const FAMILIES = ['kamei2013', 'lapredict'];

/**
 * Explanations of the learner's trees: exact (every test row against the sum of the trees, ONNX Runtime on the exported graph,
 * and small trees against the definition), fast, and the same from one training to the next.
 */
export const riskExplainSuite: Suite = {
  name: 'risk-explain',
  description: 'explanations of risk: exact, fast, stable between retrains',
  defaultData: '../shared/data/jit',
  async run({ dataFolder, seed, runs = RETRAINS, progress }) {
    const { projects: read, skipped } = await readJit(dataFolder);
    const projects = read.filter(({ train }) => hasBothClasses(train.labels));
    if (projects.length === 0) {
      throw new NoDataError(
        `no <family>/<project>.csv with the columns order and label in ${dataFolder}`,
      );
    }
    const python = await findXgboost();
    const measured: Measured[] = [];
    for (const project of projects) {
      const name = `${project.family}/${project.name}`;
      progress(name);
      measured.push(
        await measure(project, {
          seed,
          python,
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
          ...read
            .filter(project => !projects.includes(project))
            .map(({ family, name }) => `${family}/${name}`),
          ...(python ? [] : ['xgboost']),
        ],
      },
    };
  },
};

async function measure(
  project: JitProject,
  options: {
    seed: number;
    retrains: number;
    python: string | undefined;
    progress: (text: string) => void;
  },
): Promise<Measured> {
  const { train, test, features } = project;
  const { seed, python, retrains, progress } = options;
  const width = features.length;
  const samples = Array.from({ length: retrains }, (_, index) =>
    drawSample(train.labels.length, seed + index),
  );
  const draws = { samples, rows: explainedRows(test), seed, progress };
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
    ...measureStability(project, draws),
    xgboost: python ? await measureXgboost(python, project, draws) : undefined,
  };
}
