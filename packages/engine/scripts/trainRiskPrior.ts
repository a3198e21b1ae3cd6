/*
 * Trains the risk model that Showcaller ships and writes it as ONNX file and JSON card. Deterministic.
 *
 *   node scripts/run.mjs train-risk-prior --data <folder with lapredict/*.csv> --out plugins/showcaller-backend/models
 *
 * Each project's first 70 % of changes are for training, the rest for the reported measures. The shipped model is fitted
 * on the training parts only, so that the measures are those of the very file that is shipped and stay reproducible.
 * Only the LApredict projects are used: the Kamei 2013 tables normalise la, ld, lt and nuc by other quantities.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createRiskModelFile,
  kameiFeatures,
  priorRiskTreesSettings,
  type ModelMeasurement,
  type ModelMeasures,
} from '../src/risk';
import { measureOnTests } from './riskPrior/measurePrior';
import { readProjects } from './riskPrior/readProjects';
import { joined, SEED, trainPrior } from './riskPrior/trainPrior';

const CREATED_FROM = 'packages/engine/scripts/trainRiskPrior.ts';
const COLUMNS = ['rocAuc', 'prAuc', 'brier', 'ece', 'captureTop10'] as const;

const sha256 = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex');
const shareOf = (labels: Uint8Array) =>
  labels.reduce((sum, label) => sum + label, 0) / labels.length;
const meanOf = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function printMetrics(metrics: readonly ModelMeasurement[]): void {
  const print = (cells: string[]) =>
    process.stdout.write(
      `${cells
        .map((cell, at) => (at === 0 ? cell.padEnd(32) : cell.padStart(13)))
        .join('')}\n`,
    );
  const models = ['model', ...Object.keys(metrics[0].controls)];
  print(['later rows of', ...COLUMNS, 'base']);
  for (const model of models) {
    const all = metrics.map(({ on, model: own, controls }) => ({
      on,
      ...(model === 'model' ? own : controls[model]),
    }));
    const cells = (read: (key: keyof ModelMeasures) => number) =>
      COLUMNS.map(key => read(key).toFixed(4));
    for (const row of all) {
      print([
        `${row.on}, ${model}`,
        ...cells(key => row[key] ?? NaN),
        (row.positives / row.rows).toFixed(4),
      ]);
    }
    print([
      `mean, ${model}`,
      ...cells(key => meanOf(all.map(row => row[key] ?? NaN))),
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
  const projects = readProjects(join(values.data, 'lapredict'));
  const parts = projects.map(({ train }) => train);
  const { rows, labels } = joined(parts);
  const prior = trainPrior(parts);
  const metrics = measureOnTests(prior, projects);
  const names = projects.map(({ name }) => name).join(', ');
  const { parameters, bags, rankShare } = priorRiskTreesSettings;
  const { text, onnx, hash } = createRiskModelFile({
    id: 'risk-prior',
    version: '2.0.0',
    rung: 'prior',
    origin: 'shipped',
    features: kameiFeatures,
    ...prior,
    trainingRows: rows,
    training: {
      description: `LApredict (ISSTA 2021, MIT): the first 70 % of the changes of ${names} by time, each project weighing the same; label: a later fix was traced back to the change`,
      createdFrom: CREATED_FROM,
      labelSource: 'changes',
      rows: labels.length,
      positives: labels.reduce((sum, label) => sum + label, 0),
      baseRate: meanOf(parts.map(part => shareOf(part.labels))),
      seed: SEED,
      parameters: {
        rounds: parameters.rounds,
        learningRate: parameters.learningRate,
        maxDepth: parameters.maxDepth,
        bags,
        rankShare,
      },
    },
    metrics,
    sha256,
  });
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'risk-prior.onnx'), onnx);
  writeFileSync(join(values.out, 'risk-prior.json'), text);
  printMetrics(metrics);
  process.stdout.write(
    `ONNX ${onnx.length} bytes, JSON ${text.length} bytes, model ${hash}\n`,
  );
}

main();
