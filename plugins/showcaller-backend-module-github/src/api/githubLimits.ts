import {
  resetTime,
  retryAfter,
} from '@showcaller/backstage-plugin-showcaller-node';

/** What GitHub asks for when it does not say how long to wait. */
const SECONDARY_WAIT_MS = 60_000;

interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * Whether an error is about rate limits. GitHub answers 403 or 429 to both of its limits: at the primary one nothing
 * remains, the secondary one (too much in a short time) has `Retry-After` or just says so.
 */
export function isGithubRateLimit({ status, headers, body }: Answer): boolean {
  return (
    (status === 403 || status === 429) &&
    (status === 429 ||
      headers.has('retry-after') ||
      headers.get('x-ratelimit-remaining') === '0' ||
      /secondary rate limit|abuse detection/i.test(body))
  );
}

/**
 * When to ask again: after an error, when GitHub says so; after a success, at the reset as soon as only the reserve of
 * the hourly limit is left.
 */
export function githubLimit(
  answer: Answer & { now: Date },
  options: { reserve: number },
): Date | undefined {
  const { status, headers, now } = answer;
  const reset = resetTime(headers, 'x-ratelimit-reset');
  if (status < 300) {
    const limit = Number(headers.get('x-ratelimit-limit'));
    const remaining = headers.get('x-ratelimit-remaining');
    return remaining !== null && Number(remaining) <= limit * options.reserve
      ? reset
      : undefined;
  }
  if (!isGithubRateLimit(answer)) {
    return undefined;
  }
  const exhausted = headers.get('x-ratelimit-remaining') === '0';
  return (
    retryAfter(headers, now) ??
    (exhausted ? reset : undefined) ??
    new Date(now.getTime() + SECONDARY_WAIT_MS)
  );
}
