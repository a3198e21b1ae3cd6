/** An archive, or a file in it, that is not read: broken, too large, or made to do harm. The message says why. */
export class RefusedArchive extends Error {
  override readonly name = 'RefusedArchive';
}
