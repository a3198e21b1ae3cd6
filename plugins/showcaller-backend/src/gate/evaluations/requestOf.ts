import type { GateEvaluationRequest } from '@showcaller/backstage-plugin-showcaller-common';
import type { EvaluationRow } from './types';

/** The question as it was stored. */
export function requestOf(
  row: Pick<EvaluationRow, 'request'>,
): GateEvaluationRequest {
  return JSON.parse(row.request);
}
