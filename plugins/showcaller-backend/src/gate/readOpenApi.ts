import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';

let text: Promise<string> | undefined;

/** The description of the gate's HTTP interface, OpenAPI 3.1. */
export async function readOpenApi(): Promise<string> {
  text ??= readFile(
    resolvePackagePath(
      '@showcaller/backstage-plugin-showcaller-backend',
      'openapi',
      'gate.yaml',
    ),
    'utf8',
  );
  return text;
}
