import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogIngestionReadPermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  showcallerAuditErasePermission,
  showcallerAuditReadPermission,
  showcallerBackfillRunPermission,
  showcallerEvidenceWritePermission,
  showcallerGateApprovePermission,
  showcallerGateEvaluatePermission,
  showcallerGateExportPermission,
  showcallerGateOverridePermission,
  showcallerHistoryImportPermission,
  showcallerIncidentWritePermission,
  showcallerIngestReadPermission,
  showcallerIngestReplayPermission,
  showcallerLabelCorrectPermission,
  showcallerModelManagePermission,
  showcallerPolicyManagePermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';

/**
 * Who has a permission besides the platform groups, which have every one:
 *
 * - `signedIn`: everybody who is signed in;
 * - `operators`: the SRE groups and the auditors;
 * - `sre`: the SRE groups;
 * - `owners`: owners of the entity that it is about;
 * - `platform`: nobody else.
 */
export type Grant = 'signedIn' | 'operators' | 'sre' | 'owners' | 'platform';

const grants = new Map<string, Grant>([
  [showcallerReadPermission.name, 'signedIn'],
  [showcallerIngestReadPermission.name, 'operators'],
  [showcallerIngestReplayPermission.name, 'platform'],
  [showcallerModelManagePermission.name, 'platform'],
  // These seven are for all entities; owners may do the same to their own without them: the backend sees to that.
  [showcallerHistoryImportPermission.name, 'platform'],
  [showcallerLabelCorrectPermission.name, 'sre'],
  [showcallerIncidentWritePermission.name, 'sre'],
  [showcallerEvidenceWritePermission.name, 'sre'],
  [showcallerBackfillRunPermission.name, 'sre'],
  [showcallerGateEvaluatePermission.name, 'sre'],
  [showcallerGateOverridePermission.name, 'sre'],
  // Not enough alone: who approves has to own the entity, or be in the group that the rule names.
  [showcallerGateApprovePermission.name, 'signedIn'],
  [showcallerGateExportPermission.name, 'operators'],
  [showcallerPolicyManagePermission.name, 'platform'],
  [showcallerAuditReadPermission.name, 'operators'],
  [showcallerAuditErasePermission.name, 'platform'],
  [catalogEntityCreatePermission.name, 'signedIn'],
  [catalogEntityRefreshPermission.name, 'signedIn'],
  [catalogEntityValidatePermission.name, 'signedIn'],
  [catalogEntityDeletePermission.name, 'owners'],
  [catalogLocationCreatePermission.name, 'signedIn'],
  [catalogLocationAnalyzePermission.name, 'signedIn'],
  [catalogIngestionReadPermission.name, 'operators'],
]);

const SELF_SERVICE_PREFIX = 'scaffolder.';

/**
 * The grant of a permission. One that the table does not name is for everybody when it only reads,
 * and for the platform groups when it changes something or does not say what it does.
 */
export function grantOf(permission: Permission): Grant {
  const named = grants.get(permission.name);
  if (named) {
    return named;
  }
  if (permission.name.startsWith(SELF_SERVICE_PREFIX)) {
    return 'signedIn';
  }
  return permission.attributes.action === 'read' ? 'signedIn' : 'platform';
}
