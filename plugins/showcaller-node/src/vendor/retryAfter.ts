/**
 * Time named by `Retry-After`: seconds, or an HTTP date (RFC 9110, 10.2.3). Undefined when it is absent or cannot be
 * read.
 *
 * @public
 */
export function retryAfter(headers: Headers, now: Date): Date | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) {
    return undefined;
  }
  const time = /^\d+$/.test(value)
    ? now.getTime() + Number(value) * 1000
    : Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** Time named by a header in seconds since 1970, such as `x-ratelimit-reset`. @public */
export function resetTime(headers: Headers, name: string): Date | undefined {
  const value = headers.get(name)?.trim();
  return value && /^\d{1,11}$/.test(value)
    ? new Date(Number(value) * 1000)
    : undefined;
}
