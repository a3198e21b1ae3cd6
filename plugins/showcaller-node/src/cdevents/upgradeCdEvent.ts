import {
  type CdEvent,
  CDEVENTS_SPEC_VERSION,
  type CdEventName,
  cdEventType,
  customEventType,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { upgradeRules, type UpgradeRule } from './upgradeRules';

type Fields = Record<string, unknown>;

/** `dev.cdevents.<subject>.<predicate>.<version>`, of any version; drafts have a suffix. */
const TYPE =
  /^dev\.cdevents\.([a-z0-9]+)\.([a-z0-9]+)\.(\d+)\.(\d+)\.\d+(?:-[\w.]+)?$/;
const CONTEXT = ['id', 'chainId', 'source', 'timestamp', 'schemaUri', 'links'];

/**
 * A CDEvent of any version from 0.1.0 on as one of v0.5.1. One that is of v0.5.1, or of a custom type, comes back as it
 * is, and so does what is no event at all: validation says what is wrong with it.
 *
 * What v0.5.1 has no type for (drafts of later versions), and older events that lack what v0.5.1 demands (the test
 * events of 0.1 had no environment and no outcome), become types of ours, `dev.cdeventsx.showcaller-<subject>.<predicate>`,
 * with their content as it was. Nothing is made up.
 *
 * @public
 */
export function upgradeCdEvent(value: unknown): unknown {
  const context = fieldsOf(fieldsOf(value)?.context);
  const type = context?.type;
  const [, subject, predicate] =
    typeof type === 'string' ? TYPE.exec(type) ?? [] : [];
  if (!context || !subject || !predicate) {
    return value;
  }
  if (validateCdEvent(value).valid) {
    return value;
  }
  const event = value as Fields;
  const rule: UpgradeRule = Object.hasOwn(
    upgradeRules,
    `${subject}.${predicate}`,
  )
    ? upgradeRules[`${subject}.${predicate}`]
    : {};
  const name = rule.renamed ?? `${subject}.${predicate}`;
  const target = typeOf(name);
  if (target === type && context.specversion !== undefined) {
    return value;
  }
  const content = fieldsOf(fieldsOf(event.subject)?.content) ?? {};
  const upgraded =
    target && asCurrent(event, target, upgradeContent(content, rule));
  if (upgraded && validateCdEvent(upgraded).valid) {
    return upgraded;
  }
  const [ourSubject, ourPredicate] = name.split('.');
  const kept = asCurrent(
    event,
    customEventType(ourSubject, ourPredicate),
    content,
  );
  return validateCdEvent(kept).valid ? kept : upgraded ?? value;
}

function typeOf(name: string): string | undefined {
  try {
    return cdEventType(name as CdEventName);
  } catch {
    // A subject or predicate that v0.5.1 does not have.
    return undefined;
  }
}

function asCurrent(event: Fields, type: string, content: Fields): CdEvent {
  const context = event.context as Fields;
  const subject = fieldsOf(event.subject) ?? {};
  const { customData, customDataContentType } = event;
  return {
    context: {
      specversion: CDEVENTS_SPEC_VERSION,
      ...present({
        ...Object.fromEntries(CONTEXT.map(name => [name, context[name]])),
        chainId: context.chainId ?? context.chain_id,
      }),
      type,
    },
    subject: {
      ...present({ id: subject.id, source: subject.source }),
      content,
    },
    ...present({ customData, customDataContentType }),
  } as unknown as CdEvent;
}

function upgradeContent(content: Fields, rule: UpgradeRule): Fields {
  let upgraded = content;
  for (const [from, to] of rule.fields ?? []) {
    upgraded = renameField(upgraded, from, to);
  }
  const { outcome } = upgraded;
  if (rule.outcomes && typeof outcome === 'string') {
    const { outcome: _, ...rest } = upgraded;
    // An empty one is none.
    return outcome === ''
      ? rest
      : {
          ...rest,
          outcome: rule.outcomes[outcome.toLowerCase()] ?? 'error',
        };
  }
  return upgraded;
}

function renameField(fields: Fields, from: string[], to: string[]): Fields {
  const [name, ...inner] = from;
  const { [name]: value, ...rest } = fields;
  if (value === undefined) {
    return fields;
  }
  if (inner.length > 0) {
    const object = fieldsOf(value);
    return object
      ? { ...rest, [to[0]]: renameField(object, inner, to.slice(1)) }
      : fields;
  }
  // An empty or relative address is none that v0.5.1 takes; the stored bytes have it.
  return typeof value === 'string' && URL.canParse(value)
    ? { ...rest, [to[0]]: value }
    : rest;
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function present(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  );
}
