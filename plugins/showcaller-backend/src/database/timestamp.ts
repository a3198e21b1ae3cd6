/** RFC 3339 in UTC with milliseconds: as text in this form, time order is text order on every database. */
export function timestamp(time: string | Date | number): string {
  return new Date(time).toISOString();
}
