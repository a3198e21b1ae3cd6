/** Everything that RFC 3986 does not allow after the host of an address. */
const NOT_ALLOWED = /[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+|%(?![0-9A-Fa-f]{2})/g;

/**
 * An http(s) address in the spelling of RFC 3986, or nothing: what a payload says ends up in links, and CDEvents
 * takes no other URIs. Systems outside GitHub put their own addresses into checks and deployments, so that brackets,
 * spaces and letters beyond ASCII do occur; they are percent-encoded.
 *
 * @public
 */
export function webAddress(text: string | undefined): string | undefined {
  if (
    text === undefined ||
    !/^https?:\/\//i.test(text) ||
    !URL.canParse(text)
  ) {
    return undefined;
  }
  const { origin, username, pathname, search, hash } = new URL(text);
  if (username !== '' || origin.includes('[')) {
    return undefined;
  }
  const fragment = hash.slice(1).replaceAll('#', '%23');
  const rest = `${pathname}${search}${fragment && `#${fragment}`}`;
  return `${origin}${rest.replace(NOT_ALLOWED, encodeURIComponent)}`;
}
