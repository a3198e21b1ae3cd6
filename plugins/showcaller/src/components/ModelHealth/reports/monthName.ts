/** `October 2026` for `2026-10`; what is no month stays as it is. */
export function monthName(month: string): string {
  const time = new Date(`${month}-01T00:00:00Z`);
  return Number.isNaN(time.getTime())
    ? month
    : time.toLocaleDateString('en', {
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      });
}
