import { canonicalJson } from '../canonicalJson';

/** What a signal speaks about; signals of one group are read together. @public */
export type RiskFeatureGroup =
  | 'size'
  | 'history'
  | 'team experience'
  | 'purpose';

/** Applied before standardisation. `log1p` is the natural logarithm of 1 + x. @public */
export type FeatureTransform = 'identity' | 'log1p';

/** One column of the model's input. @public */
export interface RiskFeature {
  name: string;
  /** Words a reader understands without the paper. */
  label: string;
  group: RiskFeatureGroup;
  unit: string;
  transform: FeatureTransform;
  /** The definition that an importer must compute. */
  description: string;
}

/** Which definitions the measures follow; part of the schema that is hashed. */
const DEFINITIONS = 'lapredict-2021';

/**
 * The fourteen change measures of Kamei et al. 2013 (Table 1), in the order and by the definitions of the LApredict
 * data (Zeng et al., ISSTA 2021, `extract_k_feature.py`), which differ from the paper in `lt`, `nuc`, `exp`, `rexp`
 * and `sexp`. Every value is at least 0; an unknown value is NaN.
 *
 * The training data leaves out files that a change creates. The measures here include them, as the paper does: a
 * created file has 0 lines before, age 0, one change and one developer.
 *
 * @public
 */
export const riskFeatures = [
  {
    name: 'ns',
    label: 'Subsystems touched',
    group: 'size',
    unit: 'subsystems',
    transform: 'log1p',
    description:
      'Distinct first path segments of the touched files; files in the top folder count as one subsystem',
  },
  {
    name: 'nd',
    label: 'Directories touched',
    group: 'size',
    unit: 'directories',
    transform: 'log1p',
    description:
      'Distinct directories of the touched files; the top folder counts as one',
  },
  {
    name: 'nf',
    label: 'Files touched',
    group: 'size',
    unit: 'files',
    transform: 'log1p',
    description:
      'Touched text files; binary files and renames without a changed line are left out',
  },
  {
    name: 'entropy',
    label: 'Spread of the change over its files',
    group: 'size',
    unit: 'bits',
    transform: 'identity',
    description:
      'Shannon entropy (base 2, not normalised) of the changed lines (added + deleted) over the touched files',
  },
  {
    name: 'la',
    label: 'Lines added',
    group: 'size',
    unit: 'lines',
    transform: 'log1p',
    description: 'Lines added in the touched text files',
  },
  {
    name: 'ld',
    label: 'Lines deleted',
    group: 'size',
    unit: 'lines',
    transform: 'log1p',
    description: 'Lines deleted in the touched text files',
  },
  {
    name: 'lt',
    label: 'Size of the touched files',
    group: 'size',
    unit: 'lines',
    transform: 'log1p',
    description:
      'Lines of the touched files before the change, summed over the files (the paper takes the mean)',
  },
  {
    name: 'fix',
    label: 'Is a bug fix',
    group: 'purpose',
    unit: 'yes = 1, no = 0',
    transform: 'identity',
    description:
      '1 when the message says that the change fixes a defect, else 0 (in the training data: it names an existing issue of the tracker)',
  },
  {
    name: 'ndev',
    label: 'People who changed these files',
    group: 'history',
    unit: 'people',
    transform: 'log1p',
    description:
      'Distinct authors of the touched files so far, the author of this change included: at least 1',
  },
  {
    name: 'age',
    label: 'Time since these files last changed',
    group: 'history',
    unit: 'days',
    transform: 'log1p',
    description:
      'Days from the last earlier change of each touched file (0 for a created file, never negative), mean over the files',
  },
  {
    name: 'nuc',
    label: 'Earlier changes to these files',
    group: 'history',
    unit: 'changes',
    transform: 'log1p',
    description:
      'Changes to each touched file so far, this one included, summed over the files: at least nf (the paper counts unique changes)',
  },
  {
    name: 'exp',
    label: 'Experience of the author',
    group: 'team experience',
    unit: 'file touches',
    transform: 'log1p',
    description:
      'File touches of the author so far (a change of three files counts three), this change included: at least nf (the paper counts changes)',
  },
  {
    name: 'rexp',
    label: 'Recent experience of the author',
    group: 'team experience',
    unit: 'weighted file touches',
    transform: 'log1p',
    description:
      'The file touches of exp, each weighed by 1 / (days ago + 1); those of this change weigh 1 (the paper weighs changes by years)',
  },
  {
    name: 'sexp',
    label: 'Experience of the author in these subsystems',
    group: 'team experience',
    unit: 'files',
    transform: 'log1p',
    description:
      'Distinct files in the touched subsystems that the author has touched so far, those of this change included (the paper counts changes)',
  },
] as const satisfies readonly RiskFeature[];

/** @public */
export type RiskFeatureName = (typeof riskFeatures)[number]['name'];

/** Values of one change or deployment; an absent one is unknown. @public */
export type RiskFeatureValues = Partial<Record<RiskFeatureName, number>>;

/**
 * The canonical JSON of what a model must agree on with whoever feeds it: definitions, and name, unit and transform of
 * each feature in order. Wording is not part of it. Its SHA-256 is the schema hash.
 *
 * @public
 */
export function canonicalFeatureSchema(
  features: readonly RiskFeature[] = riskFeatures,
): string {
  return canonicalJson({
    definitions: DEFINITIONS,
    features: features.map(({ name, unit, transform }) => ({
      name,
      unit,
      transform,
    })),
  });
}

/**
 * The model's input row for some values, in the order of `riskFeatures`; what is unknown is NaN.
 *
 * @throws RangeError for a value that is negative or infinite: no feature can be.
 * @public
 */
export function toFeatureRow(values: RiskFeatureValues): Float32Array {
  return Float32Array.from(riskFeatures, ({ name }) => {
    const value = values[name];
    if (value === undefined || Number.isNaN(value)) {
      return NaN;
    }
    if (value < 0 || !Number.isFinite(value)) {
      throw new RangeError(
        `Feature '${name}' must be at least 0 and finite, got ${value}`,
      );
    }
    return value;
  });
}
