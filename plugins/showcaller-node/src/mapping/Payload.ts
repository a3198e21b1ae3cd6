/**
 * Reads fields of a payload that nobody vouches for: what is absent, null or of another type than asked for is
 * undefined, or, where it is required, an Error that names the field.
 *
 * @public
 */
export class Payload {
  readonly #fields: Record<string, unknown>;
  readonly #path: string;

  static of(value: object): Payload {
    return new Payload(value as Record<string, unknown>, '');
  }

  /**
   * Of a body that is a JSON object.
   *
   * @throws Error that says what it is instead.
   */
  static parse(body: Buffer | string): Payload {
    let value: unknown;
    try {
      value = JSON.parse(
        typeof body === 'string'
          ? body
          : new TextDecoder('utf-8', { fatal: true }).decode(body),
      );
    } catch (error) {
      throw new Error(
        error instanceof SyntaxError
          ? `The body is not JSON: ${error.message}`
          : 'The body is not valid UTF-8',
      );
    }
    if (!isObject(value)) {
      throw new Error('The body is not a JSON object');
    }
    return Payload.of(value);
  }

  private constructor(fields: Record<string, unknown>, path: string) {
    this.#fields = fields;
    this.#path = path;
  }

  /** A text that is not empty. Without the character U+0000, which JSON can hold and PostgreSQL cannot. */
  text(name: string): string | undefined {
    const value = this.#own(name);
    return typeof value === 'string'
      ? withoutNul(value) || undefined
      : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#own(name);
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.#own(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  /**
   * A point in time as RFC 3339 in UTC; GitHub writes ISO texts, and seconds since 1970 in pushes. The first of
   * January of year 1 is how some apps spell "never", and no event is of a year with more than four digits.
   */
  time(name: string): string | undefined {
    const value = this.#own(name);
    if (typeof value !== 'string' && typeof value !== 'number') {
      return undefined;
    }
    const date = new Date(typeof value === 'number' ? value * 1000 : value);
    const year = date.getUTCFullYear();
    return year > 1 && year < 10_000 ? date.toISOString() : undefined;
  }

  child(name: string): Payload | undefined {
    const value = this.#own(name);
    return isObject(value) ? new Payload(value, this.#name(name)) : undefined;
  }

  children(name: string): Payload[] {
    const value = this.#own(name);
    return Array.isArray(value)
      ? value.flatMap((item, index) =>
          isObject(item)
            ? [new Payload(item, `${this.#name(name)}[${index}]`)]
            : [],
        )
      : [];
  }

  /** The texts of a list; undefined when there is no list. */
  texts(name: string): string[] | undefined {
    const value = this.#own(name);
    return Array.isArray(value)
      ? value
          .filter((item): item is string => typeof item === 'string')
          .map(withoutNul)
      : undefined;
  }

  /** Names of the fields, where they say something themselves. */
  fieldNames(): string[] {
    return Object.keys(this.#fields);
  }

  requireText(name: string): string {
    return this.text(name) ?? this.#missing(name, 'a text');
  }

  /** An id: a whole number, or a text; as text. */
  requireId(name: string): string {
    const value = this.number(name) ?? this.text(name);
    return value === undefined ? this.#missing(name, 'an id') : String(value);
  }

  requireChild(name: string): Payload {
    return this.child(name) ?? this.#missing(name, 'an object');
  }

  #own(name: string): unknown {
    return Object.prototype.hasOwnProperty.call(this.#fields, name)
      ? this.#fields[name]
      : undefined;
  }

  #name(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  #missing(name: string, what: string): never {
    throw new Error(`The payload has no ${this.#name(name)} (${what})`);
  }
}

function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
