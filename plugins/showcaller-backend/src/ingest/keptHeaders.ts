/** Headers that tell something about the event and are worth keeping beside it. */
const TELLING =
  /^(content-type|content-length|user-agent|idempotency-key|webhook-(id|timestamp)|ce-(id|type|source|time|specversion|subject)|x-[a-z0-9-]*(event|delivery|hook|instance|request-id)[a-z0-9-]*)$/;

/** Headers that could let somebody in, whatever else their name says. */
const SECRET =
  /authori[sz]ation|cookie|signature|token|secret|password|passwd|credential|api-?key/;

/** The headers of a webhook that are stored: the telling ones, never a secret. */
export function keptHeaders(
  headers: Record<string, string>,
  secretHeaders: string[] = [],
): Record<string, string> {
  const secret = new Set(secretHeaders.map(name => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => TELLING.test(name) && !SECRET.test(name) && !secret.has(name),
    ),
  );
}
