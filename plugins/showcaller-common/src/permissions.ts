import { createPermission } from '@backstage/plugin-permission-common';

/** See risk, delivery and decisions of the entities one can see in the catalog. @public */
export const showcallerReadPermission = createPermission({
  name: 'showcaller.read',
  attributes: { action: 'read' },
});

/** See raw events, dead letters, unmapped repositories and imports of the whole portal. @public */
export const showcallerIngestReadPermission = createPermission({
  name: 'showcaller.ingest.read',
  attributes: { action: 'read' },
});

/** Replay stored raw events. @public */
export const showcallerIngestReplayPermission = createPermission({
  name: 'showcaller.ingest.replay',
  attributes: { action: 'update' },
});

/** Start a history import of an entity; owners of the entity may, and whoever has this for all. @public */
export const showcallerHistoryImportPermission = createPermission({
  name: 'showcaller.history.import',
  attributes: { action: 'create' },
});

/** Every permission of Showcaller, as registered by the backend and listed in the README. @public */
export const showcallerPermissions = [
  showcallerReadPermission,
  showcallerIngestReadPermission,
  showcallerIngestReplayPermission,
  showcallerHistoryImportPermission,
];
