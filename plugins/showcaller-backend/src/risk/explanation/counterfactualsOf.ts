import type { RiskCounterfactual } from '@showcaller/backstage-plugin-showcaller-common';
import {
  chooseCounterfactuals,
  proposeChanges,
  riskFeatures,
} from '@showcaller/engine/risk';
import type { RiskModel } from '../types';
import { actionWords } from './actionWords';

/** What would lower the risk of a row by something to speak of, the greatest effect first. */
export async function counterfactualsOf(
  model: RiskModel,
  row: Float32Array,
): Promise<RiskCounterfactual[]> {
  const proposals = proposeChanges(row);
  const rows = new Float32Array((proposals.length + 1) * row.length);
  rows.set(row);
  for (const [index, proposal] of proposals.entries()) {
    rows.set(proposal.row, (index + 1) * row.length);
  }
  const [before, ...after] = await model.evaluate(rows);
  const chosen = chooseCounterfactuals({
    proposals,
    before: before.probability,
    after: after.map(({ probability }) => probability),
  });
  return chosen.flatMap(change => {
    const feature = riskFeatures.find(({ name }) => name === change.feature);
    return feature
      ? [
          {
            ...change,
            group: feature.group,
            unit: feature.unit,
            action: actionWords(change),
          },
        ]
      : [];
  });
}
