/** What was done, as one says it. */
const words = new Map(
  Object.entries({
    'audit.exported': 'Exported the log',
    'audit.text-erased': 'Erased a text',
    'audit.verification-started': 'Started a check of the log',
    'backfill.cancelled': 'Stopped a backfill',
    'backfill.started': 'Started a backfill',
    'evidence.added': 'Added evidence',
    'gate.answered': 'Told a pipeline',
    'gate.approved': 'Approved',
    'gate.decided': 'Decided',
    'gate.evaluation-requested': 'Asked the gate',
    'gate.exported': 'Exported decisions',
    'gate.overridden': 'Let through against the gate',
    'gate.override-confirmed': 'Confirmed an override',
    'gate.override-objected': 'Objected to an override',
    'gate.override-overdue': 'Nobody looked at an override in time',
    'gate.refused': 'Was refused',
    'gate.rejected': 'Rejected',
    'history.import-started': 'Started a history import',
    'incident.reported': 'Reported an incident',
    'ingest.replayed': 'Replayed events',
    'label.corrected': 'Corrected an outcome',
    'model.entered': 'Entered a model',
    'model.promoted': 'Promoted a model',
    'model.rejected': 'Rejected a model',
    'model.rolled-back': 'Rolled a model back',
    'model.training-cancelled': 'Stopped a training',
    'model.training-requested': 'Asked for a training',
    'policy.activated': 'Activated policies',
    'policy.dry-run-started': 'Tried policies on the past',
    'policy.fell-back': 'Went back to the last good policies',
    'policy.proposed': 'Proposed policies',
    'policy.shadow-stopped': 'Stopped a shadow',
    'policy.shadowed': 'Put policies in shadow',
    'policy.stored': 'Stored policies',
    'policy.withdrawn': 'Withdrew a proposal',
    'pull-request.retried': 'Told a pull request again',
    'pull-request.told': 'Told a pull request',
  }),
);

/** An action in words; one that is not known here keeps its name. */
export function actionWords(action: string): string {
  return words.get(action) ?? action;
}
