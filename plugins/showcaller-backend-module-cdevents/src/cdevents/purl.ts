const PURL = /^pkg:([a-z0-9.+-]+)\/([^@?#]+)(?:@([^?#]+))?(?:\?([^#]*))?/i;
const GIT_HOSTS = new Set(['github', 'gitlab', 'bitbucket']);
const DIGEST = /^sha256:[0-9a-f]{64}$/i;

/** What a package URL says that delivery wants to know. */
export interface PackageUrl {
  version?: string;
  /** `sha256:…` */
  digest?: string;
  /** `owner/repo`, of packages of a git host and of those that name where they come from. */
  repository?: string;
}

/** Undefined for what is no package URL. */
export function purlOf(text: string | undefined): PackageUrl | undefined {
  const [, type, path, version, query] = PURL.exec(text ?? '') ?? [];
  if (!type || !path) {
    return undefined;
  }
  const told = decoded(version);
  const qualifiers = new URLSearchParams(query ?? '');
  const source = qualifiers.get('vcs_url')?.replace(/^git\+/, '');
  return {
    version: told,
    digest: told && DIGEST.test(told) ? told.toLowerCase() : undefined,
    repository:
      source?.replace(/@[0-9a-f]{7,64}$/i, '') ??
      (GIT_HOSTS.has(type.toLowerCase()) ? decoded(path) : undefined),
  };
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    // Not rightly encoded: it is what it is.
    return text;
  }
}
