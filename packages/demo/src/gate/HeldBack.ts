/** The gate did not let a deployment start: what would follow does not happen. */
export class HeldBack extends Error {
  override name = 'HeldBack';
}
