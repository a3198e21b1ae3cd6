import type { CdEventName } from './CdEventName';
import { cdEventDefinitions } from './specification';

const CUSTOM_VERSION = '0.1.0';

/** The full type, e.g. `dev.cdevents.change.created.0.4.0` for `change.created`. @public */
export function cdEventType(name: CdEventName): string {
  return `dev.cdevents.${name}.${cdEventDefinitions[name].version}`;
}

/**
 * The type of an event of ours that CDEvents has no word for:
 * `dev.cdeventsx.showcaller-deployment.failed.0.1.0` for `deployment` and `failed`.
 *
 * @public
 */
export function customEventType(subject: string, predicate: string): string {
  return `dev.cdeventsx.showcaller-${subject}.${predicate}.${CUSTOM_VERSION}`;
}
