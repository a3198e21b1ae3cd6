import type { OnnxRuntime } from '../model/OnnxEvaluator';

/**
 * onnxruntime loaded by Node itself. Loaded by jest, its Tensor class would know jest's typed arrays, and its native
 * part those of Node.
 */
export async function importNativeRuntime(): Promise<OnnxRuntime> {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(__filename)('onnxruntime-node');
}
