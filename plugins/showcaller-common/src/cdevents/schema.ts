/** The part of JSON Schema that CDEvents needs. @internal */
export interface JsonSchema {
  type?: 'string' | 'object' | 'array';
  minLength?: number;
  format?: 'uri' | 'uri-reference' | 'date-time';
  pattern?: string;
  enum?: readonly string[];
  const?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/** Any text. @internal */
export const text: JsonSchema = { type: 'string' };
/** Text that is not empty. @internal */
export const name: JsonSchema = { type: 'string', minLength: 1 };
/** An absolute URI. @internal */
export const uri: JsonSchema = { type: 'string', format: 'uri' };
/** An absolute or relative URI that is not empty. @internal */
export const uriReference: JsonSchema = {
  type: 'string',
  minLength: 1,
  format: 'uri-reference',
};

/** One of some words. @internal */
export function oneOf(...words: string[]): JsonSchema {
  return { type: 'string', enum: words };
}

/** An object with these fields and no others. @internal */
export function closed(
  required: Record<string, JsonSchema>,
  optional: Record<string, JsonSchema> = {},
): JsonSchema {
  return { ...open(required, optional), additionalProperties: false };
}

/** An object with at least these fields. @internal */
export function open(
  required: Record<string, JsonSchema>,
  optional: Record<string, JsonSchema> = {},
): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
  };
}
