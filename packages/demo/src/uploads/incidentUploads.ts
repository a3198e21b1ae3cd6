import type { Chain } from '../simulation/types';
import type { Upload } from './types';

const iso = (at: number) => new Date(at).toISOString();

/** Each incident twice: when it is opened, and when it is over. */
export function incidentUploads(chain: Chain): Upload[] {
  return chain.incidents.flatMap(incident => {
    const { id, title, openedAt, resolvedAt, deploymentId } = incident;
    const opened = {
      entityRef: `component:default/${chain.service}`,
      deploymentId:
        deploymentId === undefined
          ? undefined
          : `${chain.repository}#deployment-${deploymentId}`,
      title,
      openedAt: iso(openedAt),
    };
    const send = (at: number, body: object): Upload => ({
      at,
      method: 'PUT',
      path: `incidents/${id}`,
      contentType: 'application/json',
      body: () => JSON.stringify(body),
    });
    return [
      send(openedAt, opened),
      send(resolvedAt, { ...opened, resolvedAt: iso(resolvedAt) }),
    ];
  });
}
