const MINUTE_MS = 60_000;

/** The time between two moments as people say it: `14 min`, `3 h`, `2 days`. */
export function durationBetween(from: string, to: string): string {
  const minutes = Math.max(
    0,
    Math.round((Date.parse(to) - Date.parse(from)) / MINUTE_MS),
  );
  if (minutes < 120) {
    return `${minutes} min`;
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** Whether a moment lies at most so many hours after another, and not before it. */
export function isWithin(options: {
  from: string;
  to: string;
  hours: number;
}): boolean {
  const passed = Date.parse(options.to) - Date.parse(options.from);
  return passed >= 0 && passed <= options.hours * 60 * MINUTE_MS;
}

/** When a deployment began to have an effect: the clock of what followed from it. */
export function begunAt(deployment: {
  startedAt?: string;
  requestedAt: string;
}): string {
  return deployment.startedAt ?? deployment.requestedAt;
}
