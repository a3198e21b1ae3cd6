/** Rows per page that a table offers; the backend gives 100 at most. */
export const pageSizes = [20, 50, 100];
