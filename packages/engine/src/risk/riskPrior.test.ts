/** @jest-environment node */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateLinear } from './evaluateLinear';
import { explainLinear } from './explainLinear';
import { brier, expectedCalibrationError, prAuc, rocAuc } from './evaluation/metrics';
import { writeLinearModel } from './onnx/writeLinearModel';
import { parseLinearModelFile } from './parseLinearModelFile';
import {
  canonicalFeatureSchema,
  kameiFeatures,
  toFeatureRow,
  type RiskFeatureValues,
} from './riskFeatures';

const root = join(__dirname, '../../../..');
const models = join(root, 'plugins/showcaller-backend/models');
const lapredict = join(root, '../shared/data/jit/lapredict');

const text = readFileSync(join(models, 'risk-prior.json'), 'utf8');
const onnx = readFileSync(join(models, 'risk-prior.onnx'));
const sha256 = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex');

/** The columns this model has. */
const changeRow = (values: RiskFeatureValues) =>
  toFeatureRow(values).subarray(0, kameiFeatures.length);

describe('the shipped risk model', () => {
  const file = parseLinearModelFile(text);

  it('is what its card says', () => {
    expect(file.onnxSha256).toBe(sha256(onnx));
    expect(file.schemaHash).toBe(sha256(canonicalFeatureSchema(kameiFeatures)));
    expect(
      onnx.equals(
        writeLinearModel({
          model: file,
          schemaHash: file.schemaHash,
          trainingDescription: file.training.description,
          createdFrom: file.training.createdFrom,
        }),
      ),
    ).toBe(true);
  });

  it('finds a large fix over many files riskier than a small change', () => {
    const small = changeRow({
      la: 3,
      ld: 1,
      nf: 1,
      ns: 1,
      nd: 1,
      entropy: 0,
      fix: 0,
    });
    const large = changeRow({
      la: 2500,
      ld: 900,
      nf: 45,
      ns: 6,
      nd: 20,
      entropy: 4.5,
      fix: 1,
    });
    expect(evaluateLinear(file, small).probability).toBeLessThan(0.15);
    expect(evaluateLinear(file, large).probability).toBeGreaterThan(0.7);
    expect(explainLinear(file, large).unknown).toHaveLength(7);
  });

  it.each([
    ['not JSON', (json: string) => json.slice(1), 'Model file: not JSON'],
    ['a list', () => '[]', 'Model file: the file must be an object'],
    [
      'another format',
      (json: string) => json.replace('model/1', 'model/9'),
      'Model file: format must be \'showcaller.linear-risk-model/1\', got "showcaller.linear-risk-model/9"',
    ],
    [
      'another feature',
      (json: string) => json.replace('"name": "la"', '"name": "loc"'),
      'Model file: features[4].name must be \'la\', got "loc"',
    ],
    [
      'another transform',
      (json: string) => json.replace('"log1p"', '"sqrt"'),
      'Model file: features[0].transform must be \'log1p\', got "sqrt"',
    ],
  ])('is refused as %s', (_, damage, reason) => {
    expect(() => parseLinearModelFile(damage(text))).toThrow(reason);
  });

  it.each([
    ['features', [], 'a list of 14 features'],
    ['features', 'la', 'a list'],
    ['coefficients', file.coefficients.slice(1), 'a list of 14 finite numbers'],
    [
      'coefficients',
      [...file.coefficients.slice(1), null],
      'a list of 14 finite numbers',
    ],
    ['covariance', [1], 'a list of 225 finite numbers'],
    ['scales', file.scales.map(() => 0), 'above 0 throughout'],
    ['imputation', file.means.map(mean => mean + 1), 'equal to means'],
    ['intercept', null, 'a finite number, got null'],
    ['intercept', undefined, 'a finite number, got nothing'],
    ['schemaHash', 'abc', 'a SHA-256 in lower-case hex, got "abc"'],
    ['onnxSha256', undefined, 'a SHA-256 in lower-case hex, got nothing'],
    ['version', '', 'a text, got ""'],
    ['training', 1, 'must be an object'],
  ])('is refused with %s = %j', (key, value, reason) => {
    expect(() =>
      parseLinearModelFile(JSON.stringify({ ...file, [key]: value })),
    ).toThrow(new RegExp(`Model file: ${key}.*${reason}`));
  });
});

const describeWithData = existsSync(lapredict) ? describe : describe.skip;

describeWithData('the shipped risk model, on the data it was tested on', () => {
  const file = parseLinearModelFile(text);

  it.each(file.metrics)(
    'has the measures its card states for the later rows of $project',
    ({ project, testRows, model }) => {
      const [header, ...lines] = readFileSync(
        join(lapredict, `${project}.csv`),
        'utf8',
      )
        .trim()
        .split('\n')
        .map(line => line.trim().split(','));
      const test = lines.slice(Math.floor(lines.length * 0.7));
      const labels = test.map(line => Number(line[header.indexOf('label')]));
      const probabilities = test.map(
        line =>
          evaluateLinear(
            file,
            kameiFeatures.map(({ name }) => Number(line[header.indexOf(name)])),
          ).probability,
      );
      expect(test).toHaveLength(testRows);
      expect(rocAuc(labels, probabilities)).toBeCloseTo(model.rocAuc, 5);
      expect(prAuc(labels, probabilities)).toBeCloseTo(model.prAuc, 5);
      expect(brier(labels, probabilities)).toBeCloseTo(model.brier, 5);
      expect(expectedCalibrationError(labels, probabilities)).toBeCloseTo(
        model.ece,
        5,
      );
    },
  );

  it('covers four projects', () => {
    expect(file.metrics.map(({ project }) => project)).toEqual([
      'gerrit',
      'jdt',
      'platform',
      'qt',
    ]);
  });
});
