/** @jest-environment node */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import Ajv2020, { ValidateFunction } from 'ajv/dist/2020';
import { cdEventDefinitions } from './specification';
import { validateCdEvent } from './validateCdEvent';

const data = join(__dirname, '../../../../../shared/data');
const schemasFolder = join(data, 'cdevents-schemas');
const eventsFolder = join(data, 'webhooks/cdevents');
const describeWithData =
  existsSync(schemasFolder) && existsSync(eventsFolder)
    ? describe
    : describe.skip;

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const readJson = (folder: string, file: string): JsonObject =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'));
const jsonFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder).filter(file => file.endsWith('.json'))
    : [];

/** The published validators by event type, compiled from the specification's own files. */
function publishedValidators(): Map<string, ValidateFunction> {
  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  for (const file of jsonFiles(join(schemasFolder, 'links'))) {
    ajv.addSchema(readJson(join(schemasFolder, 'links'), file));
  }
  return new Map(
    jsonFiles(schemasFolder).map(file => {
      const schema = readJson(schemasFolder, file);
      return [typeOf(schema), ajv.compile(schema)];
    }),
  );
}

function typeOf(schema: JsonObject): string {
  return at(schema, [
    'properties',
    'context',
    'properties',
    'type',
    'default',
  ]) as string;
}

const links: Json = [
  { linkType: 'END', from: { contextId: 'a' }, tags: { b: 'c' } },
  { linkType: 'PATH', from: { contextId: 'a' }, tags: {} },
  {
    linkType: 'RELATION',
    linkKind: 'TRIGGER',
    target: { contextId: 'a' },
    tags: {},
  },
];

/** An event with every field that a published schema names. */
function fullExample(schema: JsonObject): Json {
  if (schema.$ref) {
    return links;
  }
  const alternatives = (schema.anyOf ?? schema.oneOf) as JsonObject[];
  if (alternatives) {
    return fullExample(alternatives[0]);
  }
  if (schema.enum) {
    return (schema.enum as Json[])[0];
  }
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as JsonObject).map(
          ([key, field]) => [key, fullExample(field as JsonObject)],
        ),
      );
    case 'array':
      return [fullExample(schema.items as JsonObject)];
    default:
      return schema.format === 'date-time'
        ? '2023-03-20T14:27:05.315384Z'
        : 'https://example.org/path';
  }
}

const replacements: Json[] = [
  '',
  'word',
  'two words',
  'https://example.org/?q=1',
  '/relative',
  '2026-11-20',
  7,
  null,
  true,
  [],
  {},
  ['word'],
  { id: 'word' },
];

type Path = Array<string | number>;

function at(value: Json, path: Path): Json {
  return path.reduce<Json>(
    (found, key) => (found as JsonObject)[key as string],
    value,
  );
}

function pathsOf(value: Json, path: Path = []): Path[] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, field]) =>
          pathsOf(field, [...path, key]),
        )
      : [];
  return [path, ...inner];
}

/** Every event that differs from this one in a single place: a field removed, replaced or added. */
function* mutationsOf(event: JsonObject): Generator<[string, JsonObject]> {
  for (const path of pathsOf(event).slice(1)) {
    const parentPath = path.slice(0, -1);
    const key = path[path.length - 1] as string;
    const where = path.join('.');
    const without = structuredClone(event);
    const parent = at(without, parentPath) as JsonObject;
    if (Array.isArray(parent)) {
      (parent as Json[]).splice(Number(key), 1);
    } else {
      delete parent[key];
    }
    yield [`${where} removed`, without];
    for (const replacement of replacements) {
      const replaced = structuredClone(event);
      (at(replaced, parentPath) as JsonObject)[key] = replacement;
      yield [`${where} = ${JSON.stringify(replacement)}`, replaced];
    }
  }
  for (const path of pathsOf(event)) {
    const extended = structuredClone(event);
    const target = at(extended, path);
    if (typeof target === 'object' && target && !Array.isArray(target)) {
      target.unheardOf = 'word';
      yield [`${path.join('.')}.unheardOf added`, extended];
    }
  }
}

/** The mutations on which the two validators say different things. */
function disagreements(
  event: JsonObject,
  published: ValidateFunction,
): { compared: number; different: string[] } {
  let compared = 0;
  const different: string[] = [];
  for (const [what, mutated] of mutationsOf(event)) {
    compared++;
    const theirs = published(mutated);
    const ours = validateCdEvent(mutated).valid;
    if (theirs !== ours) {
      different.push(`${what}: published ${theirs}, ours ${ours}`);
    }
  }
  return { compared, different };
}

describeWithData('our validators beside the published schemas', () => {
  const published = existsSync(schemasFolder)
    ? publishedValidators()
    : new Map<string, ValidateFunction>();
  const conformance = jsonFiles(eventsFolder).filter(
    file => !file.includes('DRAFT'),
  );
  const schemaFiles = jsonFiles(schemasFolder);

  it('know the same types in the same versions', () => {
    const ours = Object.entries(cdEventDefinitions).map(
      ([key, { version }]) => `dev.cdevents.${key}.${version}`,
    );

    expect(ours.sort()).toEqual([...published.keys()].sort());
  });

  it.each(conformance)('both accept the conformance event %s', file => {
    const event = readJson(eventsFolder, file);
    const type = at(event, ['context', 'type']) as string;

    expect(published.get(type)?.(event)).toBe(true);
    expect(validateCdEvent(event)).toEqual({ valid: true });
  });

  it.each(conformance)('agree on every change of one place in %s', file => {
    const event = readJson(eventsFolder, file);
    const validate = published.get(at(event, ['context', 'type']) as string);
    const { compared, different } = disagreements(
      event,
      validate as ValidateFunction,
    );

    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  it.each(schemaFiles)(
    'agree on every change of one place in an event with all fields of %s',
    file => {
      const schema = readJson(schemasFolder, file);
      const event = fullExample(schema) as JsonObject;
      const validate = published.get(typeOf(schema)) as ValidateFunction;
      const { compared, different } = disagreements(event, validate);

      expect(validate(event)).toBe(true);
      expect(validateCdEvent(event)).toEqual({ valid: true });
      expect(different).toEqual([]);
      expect(compared).toBeGreaterThan(100);
    },
  );

  it.each(jsonFiles(eventsFolder).filter(file => file.includes('DRAFT')))(
    'refuse %s, which belongs to a later version',
    file => {
      expect(validateCdEvent(readJson(eventsFolder, file)).valid).toBe(false);
    },
  );
});
