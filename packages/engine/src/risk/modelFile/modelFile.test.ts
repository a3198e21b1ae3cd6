import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { fitVennAbers } from '../calibration';
import {
  randomEnsemble,
  randomRows,
} from '../explain/__fixtures__/randomEnsemble';
import { driftReference } from '../evaluation';
import { riskFeatures } from '../riskFeatures';
import { evaluateTrees } from '../trees/evaluateTrees';
import { createRiskModelFile } from './createRiskModelFile';
import { parseRiskModelFile } from './parseRiskModelFile';
import { modelHash } from './riskModelFile';
import { treesOverSchema } from './treesOverSchema';
import { checksumOf, serialiseRiskModelFile } from './serialiseRiskModelFile';

const WIDTH = riskFeatures.length;

const sha256 = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex');

const trees = randomEnsemble({
  seed: 1,
  trees: 40,
  depth: 5,
  featureCount: WIDTH,
});

const trainingRows = randomRows({ seed: 2, rows: 100, featureCount: WIDTH });

function write(
  changes: Partial<Parameters<typeof createRiskModelFile>[0]> = {},
) {
  return createRiskModelFile({
    id: 'example',
    version: '1.0.0',
    rung: 'boosted',
    origin: 'trained',
    parent: 'ab'.repeat(32),
    features: riskFeatures,
    trees,
    calibrator: { kind: 'platt', slope: 0.8, intercept: -0.3 },
    vennAbers: fitVennAbers({ labels: [0, 1, 0, 1], margins: [-2, -1, 0, 1] }),
    trainingRows,
    driftReference: driftReference({
      names: riskFeatures.map(({ name }) => name),
      rows: trainingRows,
      margins: evaluateTrees(trees, trainingRows),
    }),
    training: {
      description: 'drawn at random',
      createdFrom: 'a test',
      labelSource: 'deployments',
      window: { from: '2026-01-01T00:00:00Z', to: '2026-06-30T00:00:00Z' },
      rows: 100,
      positives: 20,
      baseRate: 0.2,
      local: { rows: 60, positives: 12, labelSource: 'deployments' },
      seed: 7,
      parameters: { rounds: 40, maxDepth: 5 },
    },
    metrics: [
      {
        on: 'later slice',
        model: { rows: 50, positives: 10, rocAuc: 0.75, brier: 0.1 },
        controls: { linesAdded: { rows: 50, positives: 10, rocAuc: 0.7 } },
      },
    ],
    sha256,
    ...changes,
  });
}

/** The text with a field changed and the checksum made to fit, as another writer would have made it. */
function forged(change: (json: FileJson) => void): string {
  const json = JSON.parse(write().text);
  change(json);
  json.checksum = checksumOf(json, sha256);
  return JSON.stringify(json);
}

interface FileJson {
  format: string;
  features: Array<Record<string, string>>;
  schemaHash: string;
  calibrator: { slope: number };
  trees: Record<string, string>;
  parity: { rows: string };
  rung: string;
}

describe('model file', () => {
  it('is read back as it was written, trees and rows bit for bit', () => {
    const { file, text } = write();
    expect(parseRiskModelFile(text, sha256)).toEqual(file);
    expect(serialiseRiskModelFile(file, sha256)).toBe(text);
    expect(write().text).toBe(text);
  });

  it('is read back for any trees', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 2 ** 31 }),
          trees: fc.integer({ min: 0, max: 20 }),
          depth: fc.integer({ min: 0, max: 9 }),
        }),
        drawn => {
          const { file, text } = write({
            trees: randomEnsemble({ ...drawn, featureCount: WIDTH }),
          });
          expect(parseRiskModelFile(text, sha256).trees).toEqual(file.trees);
        },
      ),
      { numRuns: 40, seed: 5 },
    );
  });

  it('keeps 64 rows with the answers of the model, the last of them unknown throughout', () => {
    const { file } = write();
    const { rows, margins, fromTraining } = file.parity;
    expect(margins).toHaveLength(64);
    expect(fromTraining).toBe(48);
    expect(margins).toEqual(evaluateTrees(trees, rows));
    expect(rows.subarray(-WIDTH).every(Number.isNaN)).toBe(true);
  });

  it('fills the rows with thresholds where there are few training rows', () => {
    const { file } = write({ trainingRows: new Float32Array(2 * WIDTH) });
    expect(file.parity.fromTraining).toBe(2);
    expect(file.parity.margins).toHaveLength(64);
  });

  it('is small: 800 trees of depth 5 in less than 850 kB', () => {
    const large = randomEnsemble({
      seed: 1,
      trees: 800,
      depth: 5,
      featureCount: WIDTH,
      splitShare: 1,
    });
    expect(write({ trees: large }).text.length).toBeLessThan(850_000);
  });

  it('refuses a file with any one byte changed', () => {
    const { text } = write();
    const places = Array.from(text.matchAll(/\S/g), ({ index }) => index);
    for (const at of places.filter((_, index) => index % 97 === 0)) {
      const letter = String.fromCharCode(text.charCodeAt(at) ^ 1);
      const flipped = text.slice(0, at) + letter + text.slice(at + 1);
      expect(() => parseRiskModelFile(flipped, sha256)).toThrow('Model file:');
    }
  });

  it.each<[string, (json: FileJson) => void, string]>([
    [
      'another format',
      json => {
        json.format = 'showcaller.linear-risk-model/1';
      },
      'format must be \'showcaller-risk-model/2\', got "showcaller.linear-risk-model/1"',
    ],
    [
      'a feature that is not computed',
      json => {
        json.features[4].name = 'lines';
      },
      'features[4].name must be a feature that this version computes, got "lines"',
    ],
    [
      'a feature in another unit',
      json => {
        json.features[4].unit = 'kB';
      },
      'features[4].unit must be "lines", got "kB"',
    ],
    [
      'a schema by other definitions',
      json => {
        json.schemaHash = 'c'.repeat(64);
      },
      'schemaHash must be',
    ],
    [
      'fewer features than its trees ask about',
      json => {
        json.features.pop();
        json.schemaHash = 'c'.repeat(64);
      },
      'schemaHash must be',
    ],
    [
      'a calibrator that falls',
      json => {
        json.calibrator.slope = -1;
      },
      "calibrator must be a calibrator (The calibrator's slope is -1",
    ],
    [
      'trees without a value',
      json => {
        json.trees.values = 'float32:AAAA';
      },
      'trees.values must be numbers as text (3 bytes are no whole number of float32)',
    ],
    [
      'numbers that are no Base64',
      json => {
        json.trees.cover = 'uint8:AAA?';
      },
      'trees.cover must be numbers as text (Character 3 is not of Base64)',
    ],
    [
      'trees with a circle',
      json => {
        json.trees.left = json.trees.right;
      },
      'trees.right must be a tree',
    ],
    [
      'parity rows of another width',
      json => {
        json.parity.rows = 'uint8:AAAA';
      },
      `parity.rows must be ${64 * WIDTH} numbers, not 3`,
    ],
    [
      'a rung that there is not',
      json => {
        json.rung = 'top';
      },
      'rung must be one of prior, calibrated, boosted, local, got "top"',
    ],
  ])('refuses %s, saying what is wrong', (_, change, message) => {
    expect(() => parseRiskModelFile(forged(change), sha256)).toThrow(message);
  });

  it('refuses what is no JSON object', () => {
    expect(() => parseRiskModelFile('{', sha256)).toThrow(
      'Model file: not JSON',
    );
    expect(() => parseRiskModelFile('[]', sha256)).toThrow(
      'Model file: the file must be an object',
    );
  });

  it('names a model by graph, tables and schema together', () => {
    const { file, hash } = write();
    const others = [
      { onnxSha256: 'a'.repeat(64) },
      { calibrator: { kind: 'none' } as const },
      { vennAbers: undefined },
      { schemaHash: 'a'.repeat(64) },
    ].map(change => modelHash({ ...file, ...change }, sha256));
    expect(new Set([hash, ...others]).size).toBe(5);
    expect(modelHash({ ...file }, sha256)).toBe(hash);
  });

  it('gives its trees over the whole schema, with the same margins', () => {
    const features = [riskFeatures[4], riskFeatures[0], riskFeatures[30]];
    const narrow = randomEnsemble({
      seed: 3,
      trees: 9,
      depth: 4,
      featureCount: 3,
    });
    const { file } = write({
      features,
      trees: narrow,
      trainingRows: new Float32Array(3),
    });
    const row = new Float32Array(WIDTH).fill(NaN);
    row[4] = 3;
    row[30] = 1;
    expect(treesOverSchema(file)?.featureCount).toBe(WIDTH);
    expect(evaluateTrees(treesOverSchema(file) ?? trees, row)).toEqual(
      evaluateTrees(narrow, Float32Array.of(3, NaN, 1)),
    );
    expect(treesOverSchema({ features })).toBeUndefined();
  });

  it('refuses trees of another width than the features', () => {
    expect(() => write({ features: riskFeatures.slice(1) })).toThrow(
      `The trees have ${WIDTH} features, the model ${WIDTH - 1}`,
    );
  });
});
