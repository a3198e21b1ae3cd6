import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'showcaller.policies.git';

/** Where bundles are read from git. */
export interface PolicyGitConfig {
  /** A path below `showcaller.git.root`, or an allowed URL. */
  location: string;
  /** Folder of the `.policy` files; the whole repository when absent. */
  folder?: string;
  /** The default branch when absent. */
  branch?: string;
}

/** Undefined when policies are not read from git. @throws InputError for a folder outside the repository */
export function readPolicyGitConfig(
  config: Config,
): PolicyGitConfig | undefined {
  if (!config.has(KEY)) {
    return undefined;
  }
  const section = config.getConfig(KEY);
  const folder = section.getOptionalString('folder')?.replace(/\/+$/, '');
  if (folder && (folder.startsWith('/') || folder.split('/').includes('..'))) {
    throw new InputError(
      `${KEY}.folder is '${folder}'; it has to be a folder inside the repository`,
    );
  }
  const branch = section.getOptionalString('branch');
  if (branch && !/^[\w][\w./-]*$/.test(branch)) {
    throw new InputError(`${KEY}.branch '${branch}' is no name of a branch`);
  }
  return { location: section.getString('path'), folder, branch };
}
