import { Worker } from 'node:worker_threads';

/** A model and the rows that it is run on. */
export interface OnnxCase {
  onnx: Uint8Array;
  rows: ArrayLike<number>;
  columns: number;
}

export interface OnnxAnswer {
  dims?: number[][];
  margins?: number[];
  probabilities?: number[];
  error?: string;
}

// In a worker, because jest's own realm has other typed arrays than the ones ONNX Runtime compares with.
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads');
const { InferenceSession, Tensor } = require(workerData.onnxruntime);
const answer = async ({ onnx, rows, columns }) => {
  const session = await InferenceSession.create(onnx);
  const features = new Tensor('float32', Float32Array.from(rows), [rows.length / columns, columns]);
  const { margin, probability } = await session.run({ features });
  await session.release();
  return {
    dims: [margin.dims, probability.dims],
    margins: Array.from(margin.data),
    probabilities: Array.from(probability.data),
  };
};
(async () => {
  const answers = [];
  for (const one of workerData.cases) {
    answers.push(await answer(one).catch(error => ({ error: String(error) })));
  }
  parentPort.postMessage(answers);
})();
`;

/** What ONNX Runtime answers to each case: the outputs `margin` and `probability`, or the error. */
export function runOnnx(cases: OnnxCase[]): Promise<OnnxAnswer[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, {
      eval: true,
      workerData: { onnxruntime: require.resolve('onnxruntime-node'), cases },
    });
    worker.once('error', reject);
    worker.once('message', answers => {
      resolve(answers);
      void worker.terminate();
    });
  });
}
