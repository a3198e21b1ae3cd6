/** `pkg:npm/%40babel/core@7.26.0?x#y` → name `npm:@babel/core`, version `7.26.0` (Package URL 1.0). */
export function readPurl(
  purl: string,
): { name: string; version?: string } | undefined {
  const [, type, path, version] =
    /^pkg:([a-z0-9.+-]+)\/([^@?#]+)(?:@([^?#]+))?/i.exec(purl) ?? [];
  if (!type) {
    return undefined;
  }
  try {
    // Names as lock files write them: Maven's group and name are apart by a colon.
    const name = decodeURIComponent(path.replace(/^\/+/, ''));
    return {
      name: `${type.toLowerCase()}:${
        type.toLowerCase() === 'maven' ? name.replace('/', ':') : name
      }`,
      version: version && decodeURIComponent(version),
    };
  } catch {
    return undefined;
  }
}
