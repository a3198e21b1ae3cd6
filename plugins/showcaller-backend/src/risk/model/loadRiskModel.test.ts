import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import { exampleModelFile } from '../__fixtures__/exampleModel';
import { importNativeRuntime } from '../__fixtures__/nativeRuntime';
import { loadRiskModel } from './loadRiskModel';
import type { OnnxRuntime } from './OnnxRiskModel';

const WIDTH = riskFeatures.length;

describe('loadRiskModel', () => {
  const directory = createMockDirectory();

  function write(change: {
    card?: (card: Record<string, unknown>) => void;
    onnx?: (onnx: Uint8Array) => void;
  }) {
    const { card, onnx } = exampleModelFile();
    const json = JSON.parse(JSON.stringify(card));
    change.card?.(json);
    change.onnx?.(onnx);
    directory.setContent({
      'risk-prior.json': JSON.stringify(json),
      'risk-prior.onnx': Buffer.from(onnx),
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

  it('serves the ONNX file with onnxruntime, held equal to the TypeScript evaluator', async () => {
    write({});
    const model = await load().model;
    expect(model.card).toMatchObject({
      id: 'example',
      runtime: 'onnxruntime',
      parity: { rows: 64, maxDifference: expect.any(Number) },
    });
    expect(model.card.parity?.maxDifference).toBeLessThanOrEqual(1e-5);
    await model.release();
  });

  it('scores several rows at once, unknown values among them', async () => {
    write({});
    const model = await load().model;
    const rows = new Float32Array(2 * WIDTH).fill(NaN);
    rows[riskFeatures.findIndex(({ name }) => name === 'la')] = 20;
    rows[WIDTH + riskFeatures.findIndex(({ name }) => name === 'la')] = 2000;
    const [average, large] = await model.evaluate(rows);
    expect(average.margin).toBeCloseTo(0, 5);
    expect(large.probability).toBeGreaterThan(0.9);
    await model.release();
  });

  it('refuses an ONNX file with a flipped byte, naming both hashes', async () => {
    write({
      onnx: onnx => {
        onnx[100] ^= 1;
      },
    });
    await expect(load().model).rejects.toThrow(
      /risk-prior\.onnx has SHA-256 [0-9a-f]{64}, but .* names [0-9a-f]{64}/,
    );
  });

  it('refuses a model of another feature schema', async () => {
    write({
      card: card => {
        card.schemaHash = 'a'.repeat(64);
      },
    });
    await expect(load().model).rejects.toThrow(
      'was trained on another feature schema',
    );
  });

  it('says which field of the card is wrong', async () => {
    write({
      card: card => {
        card.coefficients = [1];
      },
    });
    await expect(load().model).rejects.toThrow('coefficients');
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
    const { model, logger } = load(async () => ({
      Tensor: (await importNativeRuntime()).Tensor,
      InferenceSession: {
        create: async () => ({
          run: async () => ({
            margin: { type: 'float32', data: new Float32Array(64).fill(9) },
          }),
          release: async () => undefined,
        }),
      } as unknown as OnnxRuntime['InferenceSession'],
    }));
    const { card } = await model;
    expect(card.runtime).toBe('typescript');
    expect(card.parity?.maxDifference).toBeGreaterThan(0.1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('the TypeScript evaluator serves'),
    );
  });
});
