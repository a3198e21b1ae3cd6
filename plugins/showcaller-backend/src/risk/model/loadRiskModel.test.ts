import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  kameiFeatures,
  riskFeatures,
  serialiseRiskModelFile,
  type RiskFeatureName,
} from '@showcaller/engine/risk';
import { sha256 } from '../../database/sha256';
import { exampleModelFile } from '../__fixtures__/exampleModel';
import { importNativeRuntime } from '../__fixtures__/nativeRuntime';
import { loadRiskModel } from './loadRiskModel';
import type { OnnxRuntime } from './OnnxEvaluator';

const WIDTH = riskFeatures.length;

function rowOf(values: Partial<Record<RiskFeatureName, number>>): Float32Array {
  return Float32Array.from(riskFeatures, ({ name }) => values[name] ?? NaN);
}

describe('loadRiskModel', () => {
  const directory = createMockDirectory();

  function write(
    change: {
      text?: (text: string) => string;
      onnx?: (onnx: Uint8Array) => void;
    },
    model = exampleModelFile(),
  ) {
    change.onnx?.(model.onnx);
    directory.setContent({
      'risk-prior.json': change.text?.(model.text) ?? model.text,
      'risk-prior.onnx': Buffer.from(model.onnx),
    });
  }

  function load(
    importRuntime: () => Promise<OnnxRuntime> = importNativeRuntime,
  ) {
    const logger = mockServices.logger.mock();
    const model = loadRiskModel({
      directory: directory.path,
      logger,
      importRuntime,
    });
    return { model, logger };
  }

  /** A runtime that gives the same answer to every row. */
  const alwaysNine = async (): Promise<OnnxRuntime> => ({
    Tensor: (await importNativeRuntime()).Tensor,
    InferenceSession: {
      create: async () => ({
        inputNames: ['features'],
        outputNames: ['margin', 'probability'],
        run: async ({ features }: { features: { dims: number[] } }) => {
          const data = new Float32Array(features.dims[0]).fill(9);
          return {
            margin: { type: 'float32', data },
            probability: { type: 'float32', data },
          };
        },
        release: async () => undefined,
      }),
    } as unknown as OnnxRuntime['InferenceSession'],
  });

  it('serves the ONNX file with onnxruntime, held equal to the answers that the model file states', async () => {
    write({});
    const model = await load().model;
    expect(model.card).toMatchObject({
      id: 'example',
      runtime: 'onnxruntime',
      calibrator: 'platt',
      trees: 5,
      hash: exampleModelFile().hash,
      parity: { rows: 64, maxDifference: expect.any(Number) },
    });
    expect(model.card.parity?.maxDifference).toBeLessThanOrEqual(1e-5);
    await model.release();
  });

  it('serves the model that this package ships', async () => {
    const model = await loadRiskModel({
      logger: mockServices.logger.mock(),
      importRuntime: importNativeRuntime,
    });
    expect(model.card).toMatchObject({ id: 'risk-prior', rung: 'prior' });
    const [small, large] = await model.evaluate(
      Float32Array.of(
        ...rowOf({ la: 2, ld: 1, nf: 1, nd: 1, ns: 1, entropy: 0 }),
        ...rowOf({ la: 2500, ld: 900, nf: 45, nd: 20, ns: 6, entropy: 4.5 }),
      ),
    );
    expect(large.probability).toBeGreaterThan(small.probability + 0.2);
    await model.release();
  });

  it('serves a model of some of the features, by their names', async () => {
    const { trees } = exampleModelFile().file;
    const narrow = trees && {
      ...trees,
      featureCount: kameiFeatures.length,
      starts: trees.starts.slice(0, 5),
      feature: trees.feature.slice(0, 12),
      threshold: trees.threshold.slice(0, 12),
      missingLeft: trees.missingLeft.slice(0, 12),
      left: trees.left.slice(0, 12),
      right: trees.right.slice(0, 12),
      value: trees.value.slice(0, 12),
      cover: trees.cover.slice(0, 12),
    };
    write(
      {},
      exampleModelFile({
        features: kameiFeatures,
        trees: narrow,
        trainingRows: new Float32Array(kameiFeatures.length),
      }),
    );
    const model = await load().model;
    const row = rowOf({ la: 500, nf: 9, flaky: 3 });
    const [{ margin }] = await model.evaluate(row);
    expect(margin).toBeCloseTo(0.5 + 1 + 1 + 0.25, 6);
    const { contributions } = await model.explain(row);
    const flaky = riskFeatures.findIndex(({ name }) => name === 'flaky');
    expect(contributions[flaky]).toBe(0);
    await model.release();
  });

  it.each([
    [
      'an ONNX file with a flipped byte, naming both hashes',
      {
        onnx: (onnx: Uint8Array) => {
          onnx[100] ^= 1;
        },
      },
      /risk-prior\.onnx has SHA-256 [0-9a-f]{64}, but .* names [0-9a-f]{64}/,
    ],
    [
      'a model file with a flipped byte',
      { text: (text: string) => text.replace('"seed": 1', '"seed": 3') },
      /risk-prior\.json cannot be used.*checksum must be/,
    ],
    [
      'a model file that is cut short',
      { text: (text: string) => text.slice(0, -100) },
      /risk-prior\.json cannot be used.*not JSON/,
    ],
    [
      'a model of another format',
      {
        text: () => '{"format": "showcaller.linear-risk-model/1"}',
      },
      /format must be 'showcaller-risk-model\/2'/,
    ],
    [
      'a model of another feature schema',
      {
        text: (text: string) => text.replace('"unit": "lines"', '"unit": "kB"'),
      },
      /risk-prior\.json cannot be used/,
    ],
  ])('refuses %s', async (_, change, message) => {
    write(change);
    await expect(load().model).rejects.toThrow(message);
  });

  it('refuses trees that do not give what the file says they give', async () => {
    const model = exampleModelFile();
    const other = exampleModelFile({ calibrator: { kind: 'none' } });
    // Both files are whole; the expectations are those of another model.
    const mixed = {
      ...model.file,
      parity: {
        ...other.file.parity,
        margins: other.file.parity.margins.map(margin => margin + 0.01),
      },
    };
    write({}, { ...model, text: serialiseRiskModelFile(mixed, sha256) });
    await expect(load().model).rejects.toThrow(
      /answers differently than when it was written: by up to 0\.\d+ on its 64 rows/,
    );
  });

  it('falls back to the TypeScript evaluator when the native library is missing', async () => {
    write({});
    const { model, logger } = load(async () => {
      throw new Error('libonnxruntime.so: cannot open shared object file');
    });
    const loaded = await model;
    expect(loaded.card).toMatchObject({
      runtime: 'typescript',
      parity: undefined,
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the TypeScript evaluator serves'),
      expect.objectContaining({ message: expect.stringContaining('libonnx') }),
    );
    await expect(
      loaded.evaluate(new Float32Array(WIDTH)),
    ).resolves.toHaveLength(1);
  });

  it('does not serve a runtime that answers differently, and shows by how much', async () => {
    write({});
    const { model, logger } = load(alwaysNine);
    const { card } = await model;
    expect(card.runtime).toBe('typescript');
    expect(card.parity?.maxDifference).toBeGreaterThan(0.1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('the TypeScript evaluator serves'),
      expect.anything(),
    );
  });
});
