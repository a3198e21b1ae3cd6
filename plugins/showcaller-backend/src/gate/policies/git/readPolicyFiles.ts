import { InputError } from '@backstage/errors';
import type { PolicyFile } from '@showcaller/engine/policy';
import { runGit } from '../../../delivery/history/git';
import type { PolicyGitConfig } from './policyGitConfig';

const MOST_FILES = 200;
const MOST_CHARACTERS = 200_000;

/** The policies of one commit. */
export interface CommittedPolicies {
  revision: string;
  /** Address of who committed it. */
  author: string;
  subject: string;
  files: PolicyFile[];
}

/** Newest commit of the branch; undefined when there is none. */
export async function readPolicyRevision(
  gitDir: string,
  { branch }: PolicyGitConfig,
): Promise<string> {
  const id = await runGit({
    gitDir,
    args: [
      'rev-parse',
      '--verify',
      '--end-of-options',
      `${branch ? `refs/heads/${branch}` : 'HEAD'}^{commit}`,
    ],
  });
  return id.trim().split('\n').at(-1) ?? '';
}

/** Reads every `.policy` file of a commit. @throws InputError when there are none, or too many */
export async function readPolicyFiles(
  gitDir: string,
  revision: string,
  { folder }: PolicyGitConfig,
): Promise<CommittedPolicies> {
  const about = await runGit({
    gitDir,
    args: ['log', '--no-walk', '--format=%ae%n%s', revision, '--'],
  });
  const [author = '', subject = ''] = about.split('\n');
  const listed = await runGit({
    gitDir,
    args: [
      'ls-tree',
      '-r',
      '-z',
      '--name-only',
      '--full-tree',
      revision,
      '--',
      ...(folder ? [`${folder}/`] : []),
    ],
  });
  const paths = listed.split('\0').filter(path => path.endsWith('.policy'));
  if (paths.length === 0 || paths.length > MOST_FILES) {
    throw new InputError(
      `${revision.slice(0, 12)} has ${paths.length} files that end in .policy${
        folder ? ` below ${folder}` : ''
      }; a bundle has from 1 to ${MOST_FILES}`,
    );
  }
  const files: PolicyFile[] = [];
  let characters = 0;
  for (const path of paths) {
    const text = await runGit({
      gitDir,
      args: ['cat-file', 'blob', `${revision}:${path}`],
    });
    characters += text.length;
    if (characters > MOST_CHARACTERS) {
      throw new InputError(
        `The policies of ${revision.slice(
          0,
          12,
        )} have more than ${MOST_CHARACTERS} characters`,
      );
    }
    files.push({ path: folder ? path.slice(folder.length + 1) : path, text });
  }
  return { revision, author, subject, files };
}
