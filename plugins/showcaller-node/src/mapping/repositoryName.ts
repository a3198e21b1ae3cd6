const SCP = /^[\w.-]+@[\w.-]+:(?!\/\/)(.+)$/;
/** Parts of letters, digits and a few signs; none of dots alone. */
const NAME = /^(?!\.)[\w.~-]+(\/(?!\.+(\/|$))[\w.~-]+)+$/;

/**
 * `owner/repo` in lower case of what a system says about a git repository: its address for cloning
 * (`https://host/owner/repo.git`, `git@host:owner/repo.git`, `ssh://…`) or the name itself. Undefined for anything that
 * is no git repository, such as `oci://…`.
 *
 * @public
 */
export function repositoryName(text: string | undefined): string | undefined {
  const told = text?.trim();
  if (!told) {
    return undefined;
  }
  const path = SCP.exec(told)?.[1] ?? pathOf(told);
  const name = path
    ?.replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '')
    .toLowerCase();
  return name && NAME.test(name) && name.length <= 200 ? name : undefined;
}

function pathOf(text: string): string | undefined {
  if (!text.includes('://')) {
    return text;
  }
  return URL.canParse(text) && /^(https?|ssh|git):/i.test(text)
    ? new URL(text).pathname
    : undefined;
}
