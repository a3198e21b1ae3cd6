import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../database/timestamp';
import type { IncidentReport } from './foldIncident';

const TYPE = /^dev\.cdevents\.incident\.(detected|reported|resolved)\./;
const REPOSITORY = /^pkg:[^/]+\/([^@?#]+\/[^@?#]+)[@?#]?/;

/**
 * What may be in `customData` of an incident event beyond what CDEvents v0.5.1 has fields for; every field may be
 * absent.
 */
interface IncidentEventData {
  entity?: unknown;
  repository?: unknown;
  deploymentId?: unknown;
  title?: unknown;
  url?: unknown;
}

/** An incident event as a report; undefined for events of anything else. */
export function readIncidentEvent(
  event: CdEvent,
): (IncidentReport & { links: string[] }) | undefined {
  const kind = TYPE.exec(event.context.type)?.[1] as
    | 'detected'
    | 'reported'
    | 'resolved'
    | undefined;
  if (!kind) {
    return undefined;
  }
  const { context, subject } = event;
  const content = subject.content as Record<string, unknown>;
  const data = asRecord(event.customData) as IncidentEventData;
  return {
    id: context.id,
    incidentId: `${subject.source ?? context.source}#${subject.id}`,
    kind,
    occurredAt: timestamp(context.timestamp),
    content: {
      entity: text(data.entity) ?? text(asRecord(content.service).id),
      repository: (
        text(data.repository) ??
        REPOSITORY.exec(text(content.artifactId) ?? '')?.[1]
      )?.toLowerCase(),
      environment: text(asRecord(content.environment).id),
      deploymentId: text(data.deploymentId),
      title: text(data.title) ?? text(content.description),
      url: text(data.url) ?? text(content.ticketURI),
      source: 'cdevents',
    },
    links: (context.links ?? []).flatMap(link =>
      link.linkType === 'RELATION' && link.target
        ? [link.target.contextId]
        : [],
    ),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim().slice(0, 2_000)
    : undefined;
}
