import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Schemas by version: the strict ones, where there are two. */
const schemas: Record<string, string> = {
  '1.2': 'bom-1.2-strict.SNAPSHOT.schema.json',
  '1.3': 'bom-1.3-strict.SNAPSHOT.schema.json',
  '1.4': 'bom-1.4.SNAPSHOT.schema.json',
  '1.5': 'bom-1.5.SNAPSHOT.schema.json',
  '1.6': 'bom-1.6.SNAPSHOT.schema.json',
  '1.7': 'bom-1.7.SNAPSHOT.schema.json',
};
const referenced = [
  'spdx.SNAPSHOT.schema.json',
  'jsf-0.82.SNAPSHOT.schema.json',
  'cryptography-defs.SNAPSHOT.schema.json',
];
const SHOWN = 3;
const validators = new Map<string, ValidateFunction>();

function readSchema(name: string): Record<string, unknown> {
  const library = require.resolve('@cyclonedx/cyclonedx-library/package.json');
  return JSON.parse(
    readFileSync(
      path.join(path.dirname(library), 'res', 'schema', name),
      'utf8',
    ),
  );
}

/**
 * The schemas come from the CycloneDX library. Its own validator compares every pair of components to find equal ones,
 * which takes minutes for a large document; here equal items are found by their text.
 */
function compile(version: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: false });
  addFormats(ajv);
  ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+$/);
  ajv.addFormat('iri-reference', true);
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must not contain equal items' },
    validate: (unique: boolean, items: unknown[]) =>
      !unique ||
      new Set(items.map(item => JSON.stringify(item))).size === items.length,
  });
  for (const name of referenced) {
    ajv.addSchema(readSchema(name), `http://cyclonedx.org/schema/${name}`);
  }
  return ajv.compile(readSchema(schemas[version]));
}

/** What keeps a CycloneDX document from being valid; undefined when it is. */
export function validateCycloneDx(
  value: { specVersion?: unknown } & Bill,
): string | undefined {
  const version = String(value.specVersion);
  if (!Object.hasOwn(schemas, version)) {
    return `specVersion: ${version.slice(0, 20)} is none of ${Object.keys(
      schemas,
    ).join(', ')}`;
  }
  const validate = validators.get(version) ?? compile(version);
  validators.set(version, validate);
  if (!validate(value)) {
    return (validate.errors ?? [])
      .slice(0, SHOWN)
      .map(
        ({ instancePath, message }) =>
          `${instancePath || 'document'}: ${message}`,
      )
      .join('; ');
  }
  return findRepeatedReference(value);
}

interface Referenced {
  'bom-ref'?: unknown;
  components?: Referenced[];
}

interface Bill {
  metadata?: { component?: Referenced };
  components?: Referenced[];
}

/** `bom-ref` of components must be unique, which a schema cannot say. */
function findRepeatedReference(value: Bill): string | undefined {
  const seen = new Set<unknown>();
  const own = value.metadata?.component;
  const open = [...(own ? [own] : []), ...(value.components ?? [])];
  for (let next = open.pop(); next; next = open.pop()) {
    const reference = next['bom-ref'];
    if (reference !== undefined && seen.has(reference)) {
      return `bom-ref: ${String(reference).slice(0, 200)} is used twice`;
    }
    seen.add(reference);
    for (const component of next.components ?? []) {
      open.push(component);
    }
  }
  return undefined;
}
