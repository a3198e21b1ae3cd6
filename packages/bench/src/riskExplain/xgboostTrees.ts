import type { TreeEnsemble } from '@showcaller/engine/risk';

/** A node as XGBoost dumps it: below the condition goes to `yes`. */
export interface DumpedNode {
  nodeid: number;
  cover: number;
  leaf?: number;
  /** `f` and the number of the column. */
  split?: string;
  split_condition?: number;
  yes?: number;
  no?: number;
  missing?: number;
  children?: DumpedNode[];
}

/** The greatest float32 below another: x < condition is x ≤ it. */
function justBelow(condition: number): number {
  const [bits] = new Int32Array(Float32Array.of(condition).buffer);
  if (condition === 0) {
    return -(2 ** -149);
  }
  const next = condition > 0 ? bits - 1 : bits + 1;
  return new Float32Array(Int32Array.of(next).buffer)[0];
}

/** XGBoost's trees as an ensemble of ours: the same leaf for every float32 row. */
export function xgboostTrees(
  dump: readonly DumpedNode[],
  featureCount: number,
): TreeEnsemble {
  const nodes: DumpedNode[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const place = (node: DumpedNode): number => {
    const index = nodes.push(node) - 1;
    const child = (id: number | undefined) => {
      const found = node.children?.find(({ nodeid }) => nodeid === id);
      return found ? place(found) : 0;
    };
    left[index] = child(node.yes);
    right[index] = child(node.no);
    return index;
  };
  const starts = [0];
  for (const tree of dump) {
    place(tree);
    starts.push(nodes.length);
  }
  return {
    featureCount,
    baseMargin: 0,
    starts: Int32Array.from(starts),
    feature: Int16Array.from(nodes, ({ split }) =>
      split === undefined ? -1 : Number(split.slice(1)),
    ),
    threshold: Float32Array.from(nodes, ({ split_condition: condition }) =>
      condition === undefined ? 0 : justBelow(condition),
    ),
    missingLeft: Uint8Array.from(nodes, ({ missing, yes }) =>
      missing !== undefined && missing === yes ? 1 : 0,
    ),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    value: Float32Array.from(nodes, ({ leaf }) => leaf ?? 0),
    cover: Float64Array.from(nodes, ({ cover }) => cover),
  };
}
