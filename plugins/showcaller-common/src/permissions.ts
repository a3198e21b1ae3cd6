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

/** Train, cancel, promote and roll back risk models, and register an ONNX file as challenger. @public */
export const showcallerModelManagePermission = createPermission({
  name: 'showcaller.model.manage',
  attributes: { action: 'update' },
});

/** Correct what is known about a deployment's outcome; owners of the entity may, and whoever has this for all. @public */
export const showcallerLabelCorrectPermission = createPermission({
  name: 'showcaller.label.correct',
  attributes: { action: 'update' },
});

/** Report an incident of an entity; owners of the entity may, and whoever has this for all. @public */
export const showcallerIncidentWritePermission = createPermission({
  name: 'showcaller.incident.write',
  attributes: { action: 'update' },
});

/** Upload test results, benchmarks and SBOMs of a revision; owners of its entities may, and whoever has this for all. @public */
export const showcallerEvidenceWritePermission = createPermission({
  name: 'showcaller.evidence.write',
  attributes: { action: 'create' },
});

/** Read past runs and deployments of an entity from a vendor's API; owners may, and whoever has this for all. @public */
export const showcallerBackfillRunPermission = createPermission({
  name: 'showcaller.backfill.run',
  attributes: { action: 'create' },
});

/** Ask the gate about a deployment of an entity; owners may, and whoever has this for all: CI systems. @public */
export const showcallerGateEvaluatePermission = createPermission({
  name: 'showcaller.gate.evaluate',
  attributes: { action: 'create' },
});

/** Approve or reject what waits at the gate; besides this one has to own the entity or be in the group that the rule names. @public */
export const showcallerGateApprovePermission = createPermission({
  name: 'showcaller.gate.approve',
  attributes: { action: 'update' },
});

/** Let a deployment through against the gate in an emergency; owners may, and whoever has this for all. @public */
export const showcallerGateOverridePermission = createPermission({
  name: 'showcaller.gate.override',
  attributes: { action: 'update' },
});

/** Export decisions, approvals and evidence of the whole portal. @public */
export const showcallerGateExportPermission = createPermission({
  name: 'showcaller.gate.export',
  attributes: { action: 'read' },
});

/** Store, try, propose and activate policies. @public */
export const showcallerPolicyManagePermission = createPermission({
  name: 'showcaller.policy.manage',
  attributes: { action: 'update' },
});

/** Read and verify the audit log of the whole portal. @public */
export const showcallerAuditReadPermission = createPermission({
  name: 'showcaller.audit.read',
  attributes: { action: 'read' },
});

/** Erase free text of people that the audit log refers to; its entries stay. @public */
export const showcallerAuditErasePermission = createPermission({
  name: 'showcaller.audit.erase',
  attributes: { action: 'delete' },
});

/** Every permission of Showcaller, as registered by the backend and listed in the README. @public */
export const showcallerPermissions = [
  showcallerReadPermission,
  showcallerIngestReadPermission,
  showcallerIngestReplayPermission,
  showcallerHistoryImportPermission,
  showcallerModelManagePermission,
  showcallerLabelCorrectPermission,
  showcallerIncidentWritePermission,
  showcallerEvidenceWritePermission,
  showcallerBackfillRunPermission,
  showcallerGateEvaluatePermission,
  showcallerGateApprovePermission,
  showcallerGateOverridePermission,
  showcallerGateExportPermission,
  showcallerPolicyManagePermission,
  showcallerAuditReadPermission,
  showcallerAuditErasePermission,
];
