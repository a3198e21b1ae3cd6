import type { TreeEnsemble } from './treeEnsemble';

function checkAlike(ensembles: readonly TreeEnsemble[]): void {
  if (ensembles.length === 0) {
    throw new RangeError('There is no ensemble to combine');
  }
  const [{ featureCount }] = ensembles;
  for (const other of ensembles) {
    if (other.featureCount !== featureCount) {
      throw new RangeError(
        `Ensembles of ${featureCount} and ${other.featureCount} features cannot be combined`,
      );
    }
  }
}

function joined<
  T extends Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array,
>(parts: readonly T[], create: (length: number) => T): T {
  const whole = create(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * The sum of ensembles as one: all trees one after another, base margins added. A boost on top of a prior becomes one
 * model this way.
 *
 * @throws RangeError for none, or for different numbers of features.
 * @public
 */
export function sumEnsembles(ensembles: readonly TreeEnsemble[]): TreeEnsemble {
  checkAlike(ensembles);
  const firstNodes: number[] = [];
  let nodes = 0;
  for (const { feature } of ensembles) {
    firstNodes.push(nodes);
    nodes += feature.length;
  }
  const children = (key: 'left' | 'right') =>
    joined(
      ensembles.map((ensemble, i) =>
        ensemble[key].map(child => (child === 0 ? 0 : child + firstNodes[i])),
      ),
      length => new Int32Array(length),
    );
  return {
    featureCount: ensembles[0].featureCount,
    baseMargin: Math.fround(
      ensembles.reduce((sum, { baseMargin }) => sum + baseMargin, 0),
    ),
    starts: Int32Array.from([
      ...ensembles.flatMap(({ starts }, i) =>
        Array.from(starts.subarray(0, -1), start => start + firstNodes[i]),
      ),
      nodes,
    ]),
    feature: joined(
      ensembles.map(({ feature }) => feature),
      length => new Int16Array(length),
    ),
    threshold: joined(
      ensembles.map(({ threshold }) => threshold),
      length => new Float32Array(length),
    ),
    missingLeft: joined(
      ensembles.map(({ missingLeft }) => missingLeft),
      length => new Uint8Array(length),
    ),
    left: children('left'),
    right: children('right'),
    value: joined(
      ensembles.map(({ value }) => value),
      length => new Float32Array(length),
    ),
    cover: joined(
      ensembles.map(({ cover }) => cover),
      length => new Float64Array(length),
    ),
  };
}

/**
 * `slope · margin + shift` as an ensemble; what Platt scaling does to a model, within float32.
 *
 * @public
 */
export function scaleEnsemble(
  ensemble: TreeEnsemble,
  { slope, shift = 0 }: { slope: number; shift?: number },
): TreeEnsemble {
  return {
    ...ensemble,
    baseMargin: Math.fround(slope * ensemble.baseMargin + shift),
    value: ensemble.value.map(value => slope * value),
  };
}

/**
 * The mean of ensembles as one: leaf values and base margins divided by their number, rounded to float32.
 *
 * @throws as `sumEnsembles`.
 * @public
 */
export function averageEnsembles(
  ensembles: readonly TreeEnsemble[],
): TreeEnsemble {
  const slope = 1 / ensembles.length;
  return sumEnsembles(
    ensembles.map(ensemble => scaleEnsemble(ensemble, { slope })),
  );
}
