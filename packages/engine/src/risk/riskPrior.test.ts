/** @jest-environment node */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calibrate } from './calibration';
import {
  brier,
  expectedCalibrationError,
  prAuc,
  rocAuc,
} from './evaluation/metrics';
import { TreeExplainer } from './explain';
import { parseRiskModelFile } from './modelFile';
import { writeTreeModel } from './onnx/writeTreeModel';
import {
  canonicalFeatureSchema,
  kameiFeatures,
  toFeatureRow,
  type RiskFeatureValues,
} from './riskFeatures';
import { evaluateTrees, type TreeEnsemble } from './trees';

const root = join(__dirname, '../../../..');
const models = join(root, 'plugins/showcaller-backend/models');
const lapredict = join(root, '../shared/data/jit/lapredict');

const text = readFileSync(join(models, 'risk-prior.json'), 'utf8');
const onnx = readFileSync(join(models, 'risk-prior.onnx'));
const sha256 = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex');

const file = parseRiskModelFile(text, sha256);
const trees = file.trees as TreeEnsemble;

/** The columns this model has. */
const changeRow = (values: RiskFeatureValues) =>
  toFeatureRow(values).subarray(0, kameiFeatures.length);

const small = changeRow({ la: 3, ld: 1, nf: 1, ns: 1, nd: 1, entropy: 0 });
const large = changeRow({
  la: 2500,
  ld: 900,
  nf: 45,
  ns: 6,
  nd: 20,
  entropy: 4.5,
});

describe('the shipped risk model', () => {
  it('is one of the change measures, and its two files belong together', () => {
    expect(file.features.map(({ name }) => name)).toEqual(
      kameiFeatures.map(({ name }) => name),
    );
    expect(file.rung).toBe('prior');
    expect(file.onnxSha256).toBe(sha256(onnx));
    expect(
      onnx.equals(
        writeTreeModel({
          trees,
          calibrator: file.calibrator,
          schema: canonicalFeatureSchema(kameiFeatures),
          schemaHash: file.schemaHash,
          trainingDescription: file.training.description,
          trainingWindow: file.training.window,
          createdFrom: file.training.createdFrom,
        }),
      ),
    ).toBe(true);
  });

  it('finds a large change over many files much riskier than a small one', () => {
    const [low, high] = [small, large].map(
      row =>
        calibrate(file.calibrator, evaluateTrees(trees, row)[0]).probability,
    );
    expect(high).toBeGreaterThan(low + 0.2);
  });

  it('is explained by shares that add up, size first for a large change', () => {
    const explainer = TreeExplainer.create(trees);
    const { margin, contributions } = explainer.explain(large);
    expect(margin).toBeCloseTo(evaluateTrees(trees, large)[0], 10);
    const most = contributions.indexOf(Math.max(...contributions));
    expect(kameiFeatures[most].group).toBe('size');
  });
});

const describeWithData = existsSync(lapredict) ? describe : describe.skip;

describeWithData('the shipped risk model, on the data it was tested on', () => {
  it('has the measures its file states for the later rows of each project', () => {
    for (const { on, model } of file.metrics) {
      const [header, ...lines] = readFileSync(
        join(lapredict, `${on}.csv`),
        'utf8',
      )
        .trim()
        .split('\n')
        .map(line => line.trim().split(','));
      const test = lines.slice(Math.floor(lines.length * 0.7));
      const labels = test.map(line => Number(line[header.indexOf('label')]));
      const rows = Float32Array.from(
        test.flatMap(line =>
          kameiFeatures.map(({ name }) => Number(line[header.indexOf(name)])),
        ),
      );
      const probabilities = Array.from(
        evaluateTrees(trees, rows),
        margin => calibrate(file.calibrator, margin).probability,
      );
      expect(test).toHaveLength(model.rows);
      const measured = {
        rocAuc: rocAuc(labels, probabilities),
        prAuc: prAuc(labels, probabilities),
        brier: brier(labels, probabilities),
        ece: expectedCalibrationError(labels, probabilities),
      };
      for (const [name, value] of Object.entries(measured)) {
        expect(model[name as keyof typeof measured]).toBeCloseTo(
          value ?? NaN,
          5,
        );
      }
    }
  });
});
