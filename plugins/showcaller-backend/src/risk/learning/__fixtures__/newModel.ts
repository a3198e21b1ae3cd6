import type { NewModel } from '../types';

/** A model of which only the name matters. */
export function newModel(
  name: string,
  change: Partial<NewModel> = {},
): NewModel {
  return {
    hash: name.padEnd(64, '0'),
    id: 'local',
    version: name,
    rung: 'calibrated',
    origin: 'trained',
    file: '{}',
    onnx: new Uint8Array([1, 2, 3]),
    schemaHash: 'f'.repeat(64),
    trainingRows: 60,
    trainingPositives: 12,
    ...change,
  };
}

export function hashOf(name: string): string {
  return name.padEnd(64, '0');
}
