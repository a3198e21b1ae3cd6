/** A moment as a field for date and time shows it, in the zone of the reader: `2026-11-20T14:02`. */
export function toLocalField(iso: string | undefined): string {
  const time = iso ? new Date(iso) : undefined;
  if (!time || Number.isNaN(time.getTime())) {
    return '';
  }
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [
    String(time.getFullYear()).padStart(4, '0'),
    two(time.getMonth() + 1),
    two(time.getDate()),
  ].join('-');
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** The moment that such a field says; undefined while it is empty or half filled. */
export function fromLocalField(text: string): string | undefined {
  const time = new Date(text);
  return text === '' || Number.isNaN(time.getTime())
    ? undefined
    : time.toISOString();
}
