/*
 * Trains the risk model that Showcaller ships and writes it as ONNX file and JSON card. Deterministic.
 *
 *   node --require @backstage/cli/config/nodeTransform.cjs packages/engine/scripts/trainRiskPrior.ts \
 *     --data <folder with lapredict/*.csv> --out plugins/showcaller-backend/models
 *
 * Each project's first 70 % of changes are for training, the rest for the reported measures. The shipped model is fitted
 * on the training parts only, so that the measures are those of the very file that is shipped and stay reproducible.
 * Only the LApredict projects are used: the Kamei 2013 tables normalise la, ld, lt and nuc by other quantities.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  brier,
  canonicalFeatureSchema,
  chooseL2,
  evaluateLinear,
  expectedCalibrationError,
  LINEAR_MODEL_FORMAT,
  poolEqually,
  prAuc,
  kameiFeatures,
  rocAuc,
  trainLogistic,
  writeLinearModel,
  type LinearModel,
  type LinearRiskModelFile,
  type OrderedRows,
  type ProjectMetrics,
  type RiskFeature,
  type RiskModelMetrics,
  type TrainedLogistic,
} from '../src/risk';

const TRAINING_SHARE = 0.7;
const L2_CANDIDATES = [0.1, 1, 10, 30, 100, 300, 1000, 3000];
const CREATED_FROM = 'packages/engine/scripts/trainRiskPrior.ts';

interface Project {
  name: string;
  train: OrderedRows;
  test: OrderedRows;
}

const sha256 = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex');

function readProject(folder: string, file: string): Project {
  const [header, ...lines] = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.trim().split(','));
  const columns = kameiFeatures.map(({ name }) => header.indexOf(name));
  const label = header.indexOf('label');
  const order = header.indexOf('order');
  if (columns.includes(-1) || label === -1 || order === -1) {
    throw new Error(
      `${file} must have the columns order, label and ${kameiFeatures
        .map(({ name }) => name)
        .join(', ')}; it has ${header.join(', ')}`,
    );
  }
  lines.sort((a, b) => Number(a[order]) - Number(b[order]));
  const part = (from: number, to: number): OrderedRows => {
    const chosen = lines.slice(from, to);
    return {
      rows: Float64Array.from(
        chosen.flatMap(line => columns.map(column => Number(line[column]))),
      ),
      labels: Uint8Array.from(chosen, line => Number(line[label])),
    };
  };
  const cut = Math.floor(lines.length * TRAINING_SHARE);
  return {
    name: file.replace(/\.csv$/, ''),
    train: part(0, cut),
    test: part(cut, lines.length),
  };
}

/** The rows with only some of the columns. */
function onlyColumns(
  { rows, labels }: OrderedRows,
  features: readonly RiskFeature[],
): OrderedRows {
  const columns = features.map(({ name }) =>
    kameiFeatures.findIndex(feature => feature.name === name),
  );
  return {
    rows: Float64Array.from(
      { length: labels.length * columns.length },
      (_, index) =>
        rows[
          Math.floor(index / columns.length) * kameiFeatures.length +
            columns[index % columns.length]
        ],
    ),
    labels,
  };
}

function train(
  projects: readonly Project[],
  features: readonly RiskFeature[] = kameiFeatures,
): { model: TrainedLogistic; l2: number } {
  const parts = projects.map(project => onlyColumns(project.train, features));
  const { l2 } = chooseL2({
    projects: parts,
    features,
    candidates: L2_CANDIDATES,
  });
  return {
    model: trainLogistic({ ...poolEqually(parts), features, l2 }),
    l2,
  };
}

function measure(model: LinearModel, test: OrderedRows): RiskModelMetrics {
  const { rows, labels } = onlyColumns(test, model.features);
  const width = model.features.length;
  const evaluations = Array.from(labels, (_, row) =>
    evaluateLinear(model, rows.subarray(row * width, (row + 1) * width)),
  );
  const probabilities = evaluations.map(({ probability }) => probability);
  const round = (value: number | undefined) =>
    value === undefined ? NaN : Number(value.toFixed(6));
  return {
    rocAuc: round(rocAuc(labels, probabilities)),
    prAuc: round(prAuc(labels, probabilities)),
    brier: round(brier(labels, probabilities)),
    ece: round(expectedCalibrationError(labels, probabilities)),
  };
}

const shareOfPositives = ({ labels }: OrderedRows) =>
  Array.from(labels).reduce((sum, label) => sum + label, 0) / labels.length;

function printMetrics(metrics: readonly ProjectMetrics[]): void {
  const sections = ['model', 'withoutThisProject', 'linesAddedOnly'] as const;
  const keys = ['rocAuc', 'prAuc', 'brier', 'ece'] as const;
  const print = (cells: string[]) =>
    process.stdout.write(
      `${cells
        .map((cell, index) => (index ? cell.padStart(8) : cell.padEnd(30)))
        .join('')}\n`,
    );
  print(['test part of', 'AUC', 'PR-AUC', 'Brier', 'ECE', 'base']);
  for (const section of sections) {
    for (const row of metrics) {
      print([
        `${row.project}, ${section}`,
        ...keys.map(key => row[section][key].toFixed(4)),
        row.testBaseRate.toFixed(4),
      ]);
    }
    const mean = (read: (row: ProjectMetrics) => number) =>
      (
        metrics.reduce((sum, row) => sum + read(row), 0) / metrics.length
      ).toFixed(4);
    print([
      `mean, ${section}`,
      ...keys.map(key => mean(row => row[section][key])),
      mean(row => row.testBaseRate),
    ]);
  }
}

function main(): void {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, out: { type: 'string' } },
  });
  if (!values.data || !values.out) {
    throw new Error('Usage: trainRiskPrior.ts --data <folder> --out <folder>');
  }
  const folder = join(values.data, 'lapredict');
  const projects = readdirSync(folder)
    .filter(file => file.endsWith('.csv'))
    .sort()
    .map(file => readProject(folder, file));

  const { model, l2 } = train(projects);
  const linesAdded = train(
    projects,
    kameiFeatures.filter(({ name }) => name === 'la'),
  ).model;
  const metrics = projects.map<ProjectMetrics>(project => ({
    project: project.name,
    trainingRows: project.train.labels.length,
    testRows: project.test.labels.length,
    testBaseRate: Number(shareOfPositives(project.test).toFixed(6)),
    model: measure(model, project.test),
    withoutThisProject: measure(
      train(projects.filter(other => other !== project)).model,
      project.test,
    ),
    linesAddedOnly: measure(linesAdded, project.test),
  }));

  const names = projects.map(({ name }) => name).join(', ');
  const rows = projects.reduce((sum, p) => sum + p.train.labels.length, 0);
  const description = `LApredict (ISSTA 2021, MIT): the first 70 % of the changes of ${names} by time, each project weighing the same; label: a later fix was traced back to the change`;
  const schemaHash = sha256(canonicalFeatureSchema(kameiFeatures));
  const onnx = writeLinearModel({
    model,
    schemaHash,
    trainingDescription: description,
    createdFrom: CREATED_FROM,
  });
  const card: LinearRiskModelFile = {
    format: LINEAR_MODEL_FORMAT,
    id: 'risk-prior',
    version: '1.0.0',
    schemaHash,
    onnxSha256: sha256(onnx),
    training: {
      description,
      rows,
      baseRate:
        projects.reduce((sum, p) => sum + shareOfPositives(p.train), 0) /
        projects.length,
      l2,
      createdFrom: CREATED_FROM,
    },
    metrics,
    intercept: model.intercept,
    coefficients: model.coefficients,
    means: model.means,
    scales: model.scales,
    imputation: model.imputation,
    covariance: model.covariance,
    features: kameiFeatures.map(feature => ({ ...feature })),
  };

  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'risk-prior.onnx'), onnx);
  writeFileSync(
    join(values.out, 'risk-prior.json'),
    `${JSON.stringify(card, null, 2)}\n`,
  );
  printMetrics(metrics);
  process.stdout.write(
    `l2 ${l2}; ONNX ${onnx.length} bytes, SHA-256 ${card.onnxSha256}\n`,
  );
  for (const [index, { name }] of kameiFeatures.entries()) {
    process.stdout.write(
      `${name.padEnd(8)} ${model.coefficients[index].toFixed(4)}\n`,
    );
  }
}

main();
