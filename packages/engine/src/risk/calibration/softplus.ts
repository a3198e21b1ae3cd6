/** `ln(1 + e^x)` without overflow: `softplus(m) = −ln(1 − p)` and `softplus(−m) = −ln p` for `p = sigmoid(m)`. @internal */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
