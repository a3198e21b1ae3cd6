import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import {
  closed,
  JsonSchema,
  name,
  open,
  text,
  uri,
  uriReference,
} from './schema';
import { CdEventDefinition, cdEventDefinitions } from './specification';
import { CDEVENTS_SPEC_VERSION } from './types';

/** What is wrong with an event; empty `problems` never occur. @public */
export type CdEventValidation =
  | { valid: true }
  | { valid: false; problems: string[] };

const CUSTOM = 'dev.cdeventsx';
const CUSTOM_TYPE =
  '^dev\\.cdeventsx\\.[a-z0-9]+-[a-z0-9]+\\.[a-z0-9]+\\.\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?$';

const custom: CdEventDefinition = {
  version: '',
  content: open({}),
  subject: { type: text },
};

const tags = open({});
const from = open({ contextId: name });
const links: JsonSchema = {
  type: 'array',
  items: {
    anyOf: [
      closed({ linkType: { const: 'END' } }, { from, tags }),
      closed({ linkType: { const: 'PATH' }, from }, { tags }),
      closed(
        {
          linkType: { const: 'RELATION' },
          linkKind: name,
          target: open({}, { contextId: name }),
        },
        { tags },
      ),
    ],
  },
};

function schemaOf(definition: CdEventDefinition, type: JsonSchema): JsonSchema {
  const { content, subject, anySource } = definition;
  return closed(
    {
      context: closed(
        {
          specversion: name,
          id: name,
          source: anySource ? name : uriReference,
          type,
          timestamp: { type: 'string', format: 'date-time' },
        },
        { chainId: name, schemaUri: { ...uri, minLength: 1 }, links },
      ),
      subject: closed(
        { id: name, content },
        { source: anySource ? text : uriReference, ...subject },
      ),
    },
    {
      customData: { anyOf: [open({}), text] },
      customDataContentType: text,
    },
  );
}

const schemas = new Map<string, JsonSchema>([
  ...Object.entries(cdEventDefinitions).map(
    ([key, definition]): [string, JsonSchema] => {
      const type = `dev.cdevents.${key}.${definition.version}`;
      return [type, schemaOf(definition, { const: type })];
    },
  ),
  [CUSTOM, schemaOf(custom, { type: 'string', pattern: CUSTOM_TYPE })],
]);
const validators = new Map<string, ValidateFunction>();
let ajv: Ajv | undefined;

/**
 * Holds an event against CDEvents v0.5.1, or against the rules for custom types when its type begins with
 * `dev.cdeventsx.`. A validator is compiled when its type is first seen.
 *
 * @public
 */
export function validateCdEvent(event: unknown): CdEventValidation {
  const type = typeOf(event);
  if (type === undefined) {
    return { valid: false, problems: ['/context/type must be a string'] };
  }
  const key = type.startsWith(`${CUSTOM}.`) ? CUSTOM : type;
  const schema = schemas.get(key);
  if (!schema) {
    return {
      valid: false,
      problems: [
        `/context/type ${type} is neither a type of CDEvents ${CDEVENTS_SPEC_VERSION} nor ${CUSTOM}.<tool>-<subject>.<predicate>.<version>`,
      ],
    };
  }
  const validate = validatorOf(key, schema);
  if (validate(event)) {
    return { valid: true };
  }
  return {
    valid: false,
    problems: (validate.errors ?? []).map(
      error => `${error.instancePath || '/'} ${error.message}`,
    ),
  };
}

function typeOf(event: unknown): string | undefined {
  const type = (event as { context?: { type?: unknown } } | null | undefined)
    ?.context?.type;
  return typeof type === 'string' ? type : undefined;
}

function validatorOf(key: string, schema: JsonSchema): ValidateFunction {
  const known = validators.get(key);
  if (known) {
    return known;
  }
  if (!ajv) {
    ajv = new Ajv({ allErrors: true, strictTypes: false });
    addFormats(ajv);
  }
  const validate = ajv.compile(schema);
  validators.set(key, validate);
  return validate;
}
