/** Whether there is something to learn, or to rank. */
export function hasBothClasses(labels: Uint8Array): boolean {
  return labels.includes(0) && labels.includes(1);
}
