/** What a policy may not exceed, so that compiling and judging stay fast whoever wrote it. @public */
export const policyLimits = {
  /** Files of a bundle. */
  files: 100,
  /** UTF-16 code units of a file. */
  fileLength: 128 * 1024,
  /** Brackets inside brackets. */
  depth: 32,
  /** Rules of a bundle. */
  rules: 1000,
  /** Values of a list. */
  listItems: 500,
  /** Parts of one condition. */
  conditionNodes: 1000,
  /** UTF-16 code units of a text in quotes. */
  textLength: 1000,
} as const;
