import type { IncidentRecord } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatDuration,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';

/** `Open` or `Resolved after 41 min`. */
export function incidentWord(
  incident: Pick<IncidentRecord, 'openedAt' | 'resolvedAt'>,
): StatusWord {
  const { openedAt, resolvedAt } = incident;
  if (!resolvedAt) {
    return { label: 'Open', tone: 'error' };
  }
  const after = formatDuration(openedAt, resolvedAt);
  return { label: after ? `Resolved after ${after}` : 'Resolved', tone: 'ok' };
}

/** `2 incidents, 1 of them open`. */
export function incidentSummary(
  incidents: Array<Pick<IncidentRecord, 'resolvedAt'>>,
  total: number,
): string {
  const open = incidents.filter(incident => !incident.resolvedAt).length;
  const all = `${total} ${total === 1 ? 'incident' : 'incidents'}`;
  return open > 0 ? `${all}, ${open} of them open` : `${all}, none open`;
}
