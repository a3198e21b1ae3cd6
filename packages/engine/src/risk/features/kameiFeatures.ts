import type { RiskFeature } from './riskFeature';

/** Which definitions the fourteen change measures follow; part of the schema that is hashed. @public */
export const KAMEI_DEFINITIONS = 'lapredict-2021';

/**
 * The fourteen change measures of Kamei et al. 2013 (Table 1), in the order and by the definitions of the LApredict
 * data (Zeng et al., ISSTA 2021, `extract_k_feature.py`), which differ from the paper in `lt`, `nuc`, `exp`, `rexp`
 * and `sexp`. Every value is at least 0; an unknown value is NaN.
 *
 * The training data leaves out files that a change creates. The measures here include them, as the paper does: a
 * created file has 0 lines before, age 0, one change and one developer.
 *
 * `exp`, `rexp` and `sexp` are of one author in a single commit. They are inputs of the model only: a page shows the
 * group `team`, never the figure of a person.
 *
 * @public
 */
export const kameiFeatures = [
  {
    name: 'ns',
    label: 'Subsystems touched',
    group: 'size',
    unit: 'subsystems',
    transform: 'log1p',
    minimum: 0,
    description:
      'Distinct first path segments of the touched files; files in the top folder count as one subsystem',
  },
  {
    name: 'nd',
    label: 'Directories touched',
    group: 'size',
    unit: 'directories',
    transform: 'log1p',
    minimum: 0,
    description:
      'Distinct directories of the touched files; the top folder counts as one',
  },
  {
    name: 'nf',
    label: 'Files touched',
    group: 'size',
    unit: 'files',
    transform: 'log1p',
    minimum: 0,
    description:
      'Touched text files; binary files and renames without a changed line are left out',
  },
  {
    name: 'entropy',
    label: 'Spread of the change over its files',
    group: 'size',
    unit: 'bits',
    transform: 'identity',
    minimum: 0,
    description:
      'Shannon entropy (base 2, not normalised) of the changed lines (added + deleted) over the touched files',
  },
  {
    name: 'la',
    label: 'Lines added',
    group: 'size',
    unit: 'lines',
    transform: 'log1p',
    minimum: 0,
    description: 'Lines added in the touched text files',
  },
  {
    name: 'ld',
    label: 'Lines deleted',
    group: 'size',
    unit: 'lines',
    transform: 'log1p',
    minimum: 0,
    description: 'Lines deleted in the touched text files',
  },
  {
    name: 'lt',
    label: 'Size of the touched files',
    group: 'size',
    unit: 'lines',
    transform: 'log1p',
    minimum: 0,
    description:
      'Lines of the touched files before the change, summed over the files (the paper takes the mean)',
  },
  {
    name: 'fix',
    label: 'Is a bug fix',
    group: 'purpose',
    unit: 'yes = 1, no = 0',
    transform: 'identity',
    minimum: 0,
    description:
      '1 when the message says that the change fixes a defect, else 0 (in the training data: it names an existing issue of the tracker)',
  },
  {
    name: 'ndev',
    label: 'People who changed these files',
    group: 'churn',
    unit: 'people',
    transform: 'log1p',
    minimum: 0,
    description:
      'Distinct authors of the touched files so far, the author of this change included: at least 1',
  },
  {
    name: 'age',
    label: 'Time since these files last changed',
    group: 'churn',
    unit: 'days',
    transform: 'log1p',
    minimum: 0,
    description:
      'Days from the last earlier change of each touched file (0 for a created file, never negative), mean over the files',
  },
  {
    name: 'nuc',
    label: 'Earlier changes to these files',
    group: 'churn',
    unit: 'changes',
    transform: 'log1p',
    minimum: 0,
    description:
      'Changes to each touched file so far, this one included, summed over the files: at least nf (the paper counts unique changes)',
  },
  {
    name: 'exp',
    label: 'Experience behind the change',
    group: 'team',
    unit: 'file touches',
    transform: 'log1p',
    minimum: 0,
    description:
      'File touches of the author so far (a change of three files counts three), this change included: at least nf (the paper counts changes)',
  },
  {
    name: 'rexp',
    label: 'Recent experience behind the change',
    group: 'team',
    unit: 'weighted file touches',
    transform: 'log1p',
    minimum: 0,
    description:
      'The file touches of exp, each weighed by 1 / (days ago + 1); those of this change weigh 1 (the paper weighs changes by years)',
  },
  {
    name: 'sexp',
    label: 'Experience in these subsystems behind the change',
    group: 'team',
    unit: 'files',
    transform: 'log1p',
    minimum: 0,
    description:
      'Distinct files in the touched subsystems that the author has touched so far, those of this change included (the paper counts changes)',
  },
] as const satisfies readonly RiskFeature[];
