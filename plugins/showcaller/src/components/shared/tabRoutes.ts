/** Paths of the tabs below the page, in the order in which they are shown. */
export const tabRoutes = {
  overview: 'overview',
  approvals: 'approvals',
  policies: 'policies',
  audit: 'audit',
  events: 'events',
  deadLetters: 'dead-letters',
  unmapped: 'unmapped',
  imports: 'imports',
  model: 'model',
} as const;

/** A tab of the page. */
export type TabName = keyof typeof tabRoutes;
