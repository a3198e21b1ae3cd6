import { CdEvent, CDEVENTS_SPEC_VERSION } from './types';

/** What an event is made of. @public */
export interface CdEventParts<TData> {
  /** The same happening must always get the same id: events are de-duplicated by it. */
  id: string;
  /** See {@link cdEventType} and {@link customEventType}. */
  type: string;
  source: string;
  /** RFC 3339, when it happened. */
  timestamp: string;
  /** Ties the events of one change together, from commit to deployment. */
  chainId?: string;
  subject: { id: string; source?: string; content?: Record<string, unknown> };
  customData?: TData;
}

/**
 * Builds a CDEvent of the version that Showcaller speaks. Fields that are undefined are left out. It checks nothing:
 * {@link validateCdEvent} does.
 *
 * @public
 */
export function createCdEvent<TData extends object>(
  parts: CdEventParts<TData>,
): CdEvent<TData> {
  const { id, type, source, timestamp, chainId, subject, customData } = parts;
  return withoutUndefined({
    context: {
      specversion: CDEVENTS_SPEC_VERSION,
      id,
      chainId,
      source,
      type,
      timestamp,
    },
    subject: {
      id: subject.id,
      source: subject.source,
      content: subject.content ?? {},
    },
    customData,
    customDataContentType: customData && 'application/json',
  });
}

function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(withoutUndefined) as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, field]) => field !== undefined)
        .map(([key, field]) => [key, withoutUndefined(field)]),
    ) as T;
  }
  return value;
}
