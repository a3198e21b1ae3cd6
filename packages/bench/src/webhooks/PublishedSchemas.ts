import Ajv, { type AnySchemaObject } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The JSON schemas that the CDEvents project publishes, read from a folder: a second opinion beside our own validators. */
export class PublishedSchemas {
  readonly #ajv: Ajv;
  readonly #idByType: Map<string, string>;

  /** Undefined when there is no such folder. */
  static async read(folder: string): Promise<PublishedSchemas | undefined> {
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    const names = files.filter(file => file.endsWith('.json'));
    if (names.length === 0) {
      return undefined;
    }
    const schemas = await Promise.all(
      names.map(async name =>
        JSON.parse(await readFile(path.join(folder, name), 'utf8')),
      ),
    );
    return new PublishedSchemas(schemas);
  }

  private constructor(schemas: AnySchemaObject[]) {
    this.#ajv = new Ajv({ strict: false });
    addFormats(this.#ajv);
    this.#ajv.addSchema(schemas);
    this.#idByType = new Map(
      schemas.flatMap(schema =>
        (schema.properties?.context?.properties?.type?.enum ?? []).map(
          (type: string) => [type, schema.$id],
        ),
      ),
    );
  }

  /** True for an event that is valid, and for a type that the folder has no schema for. */
  accept(event: { context: { type: string } }): boolean {
    const id = this.#idByType.get(event.context.type);
    return id === undefined || this.#ajv.validate(id, event) === true;
  }
}
