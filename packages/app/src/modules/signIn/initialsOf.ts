/** `PR` for Priya Raman. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .filter(word => word.length > 0)
    .slice(0, 2)
    .map(word => word[0].toLocaleUpperCase())
    .join('');
}
