import { fromNumberText } from './numberText';

/** Reads fields of one JSON object and says which one is wrong. @internal */
export class FieldReader {
  readonly #object: Record<string, unknown>;
  readonly #path: string;

  private constructor(object: Record<string, unknown>, path: string) {
    this.#object = object;
    this.#path = path;
  }

  static create(value: unknown, path: string): FieldReader {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TypeError(
        `Model file: ${
          path.replace(/\.$/, '') || 'the file'
        } must be an object`,
      );
    }
    return new FieldReader({ ...value }, path);
  }

  /** @throws TypeError that names the field, what it must be and what it is. */
  fail(key: string, expected: string): never {
    const value = JSON.stringify(this.#object[key]) ?? 'nothing';
    throw new TypeError(
      `Model file: ${this.#path}${key} must be ${expected}, got ${
        value.length > 80 ? `${value.slice(0, 80)}…` : value
      }`,
    );
  }

  /** What `read` makes of the field; its error becomes the reason why the field is not `expected`. */
  attempt<T>(key: string, expected: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      return this.fail(key, `${expected} (${messageOf(error)})`);
    }
  }

  has(key: string): boolean {
    return this.#object[key] !== undefined;
  }

  raw(key: string): unknown {
    return this.#object[key];
  }

  string(key: string): string {
    const value = this.#object[key];
    return typeof value === 'string' && value !== ''
      ? value
      : this.fail(key, 'a text');
  }

  optionalString(key: string): string | undefined {
    return this.has(key) ? this.string(key) : undefined;
  }

  sha256(key: string): string {
    const value = this.#object[key];
    return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
      ? value
      : this.fail(key, 'a SHA-256 in lower-case hex');
  }

  oneOf<T extends string>(key: string, values: readonly T[]): T {
    const value = this.#object[key];
    return (
      values.find(allowed => allowed === value) ??
      this.fail(key, `one of ${values.join(', ')}`)
    );
  }

  number(key: string): number {
    const value = this.#object[key];
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : this.fail(key, 'a finite number');
  }

  optionalNumber(key: string): number | undefined {
    return this.has(key) ? this.number(key) : undefined;
  }

  /** A number of things: whole, from 0. */
  count(key: string): number {
    const value = this.#object[key];
    return Number.isSafeInteger(value) && Number(value) >= 0
      ? Number(value)
      : this.fail(key, 'a whole number from 0');
  }

  /** Numbers in the form of `toNumberText`; with `length`, exactly so many. */
  numbers(key: string, length?: number): Float64Array {
    const numbers = this.attempt(key, 'numbers as text', () =>
      fromNumberText(this.string(key)),
    );
    if (length !== undefined && numbers.length !== length) {
      this.fail(key, `${length} numbers, not ${numbers.length}`);
    }
    return numbers;
  }

  object(key: string): FieldReader {
    return FieldReader.create(this.#object[key], `${this.#path}${key}.`);
  }

  objects(key: string): FieldReader[] {
    const value = this.#object[key];
    return Array.isArray(value)
      ? value.map((entry, index) =>
          FieldReader.create(entry, `${this.#path}${key}[${index}].`),
        )
      : this.fail(key, 'a list');
  }

  /** A number, text or truth value. */
  plain(key: string): number | string | boolean {
    const value = this.#object[key];
    return typeof value === 'boolean' || typeof value === 'string'
      ? value
      : this.number(key);
  }

  keys(): string[] {
    return Object.keys(this.#object);
  }

  toObject(): Record<string, unknown> {
    return { ...this.#object };
  }
}

/** The text of an error of any realm. */
function messageOf(error: unknown): string {
  return String(error).replace(/^\w*Error: /, '');
}
