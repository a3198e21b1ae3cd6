import type { LabelledRows } from './trainingRows';
import type { TrainedTrees } from './trainTrees';
import {
  defaultRiskTreesSettings,
  trainRiskTrees,
  type RiskTreesOptions,
  type RiskTreesSettings,
} from './trainRiskTrees';

/**
 * What a model is made of that is to serve where it was not trained. Chosen like the default, on projects that had been
 * withheld: more rounds and a smaller share of ranks than for one project's own rows, all rows the same weight.
 *
 * @public
 */
export const priorRiskTreesSettings: RiskTreesSettings = {
  ...defaultRiskTreesSettings,
  parameters: { ...defaultRiskTreesSettings.parameters, rounds: 200 },
  rankShare: 0.15,
  halfLife: undefined,
};

/** Rows of several projects as one training set in which each project is a group. */
function pooled(projects: ReadonlyArray<Omit<LabelledRows, 'baseMargin'>>): {
  rows: Float32Array;
  labels: Uint8Array;
  groups: Int32Array;
} {
  const values = projects.reduce((sum, { rows }) => sum + rows.length, 0);
  const count = projects.reduce((sum, { labels }) => sum + labels.length, 0);
  const set = {
    rows: new Float32Array(values),
    labels: new Uint8Array(count),
    groups: new Int32Array(count),
  };
  let [value, row] = [0, 0];
  for (const [group, { rows, labels }] of projects.entries()) {
    set.rows.set(rows, value);
    set.labels.set(labels, row);
    set.groups.fill(group, row, row + labels.length);
    value += rows.length;
    row += labels.length;
  }
  return set;
}

/**
 * A model of several projects' history for a project that is not among them: `trainRiskTrees` on all rows, each project
 * with an intercept of its own, so that what is learned is the order within projects. Its base margin is the mean of
 * theirs, weighted as the rows are.
 *
 * @throws as `trainRiskTrees`.
 * @public
 */
export function trainPriorTrees(
  options: Omit<RiskTreesOptions, keyof LabelledRows | 'weights' | 'groups'> & {
    projects: ReadonlyArray<Omit<LabelledRows, 'baseMargin'>>;
  },
): TrainedTrees {
  const { projects, settings, ...training } = options;
  return trainRiskTrees({
    ...training,
    ...pooled(projects),
    settings: { ...priorRiskTreesSettings, ...settings },
  });
}
