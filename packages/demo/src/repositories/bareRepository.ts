import fs from 'node:fs/promises';
import { git } from './git';
import { Workspace } from './Workspace';

/** An empty bare repository with the default branch `main`. */
export async function createBareRepository(directory: string): Promise<void> {
  await fs.mkdir(directory, { recursive: true });
  await git(
    ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', '.'],
    {
      cwd: directory,
    },
  );
}

/** Tree id by commit id, of all commits or of the given ones. */
export async function readTrees(
  directory: string,
  commits?: string[],
): Promise<Map<string, string>> {
  const what = commits ? ['--no-walk', '--stdin'] : ['--all'];
  const listed = await git(['log', '--format=%H %T', ...what], {
    cwd: directory,
    input: commits?.join('\n'),
  });
  return new Map(
    listed
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => [line.slice(0, 40), line.slice(41)]),
  );
}

/** Checks the files of a commit out into memory. */
export async function readWorkspace(
  directory: string,
  commit: string,
): Promise<Workspace> {
  const workspace = Workspace.create();
  const listed = await git(['ls-tree', '-r', '-z', commit], { cwd: directory });
  const entries = listed
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map(entry => {
      const tab = entry.indexOf('\t');
      return {
        path: entry.slice(tab + 1),
        id: entry.slice(0, tab).split(' ')[2],
      };
    });
  const objects = await git(['cat-file', '--batch'], {
    cwd: directory,
    input: entries.map(entry => entry.id).join('\n'),
  });
  let position = 0;
  for (const { path } of entries) {
    const headerEnd = objects.indexOf(10, position);
    const size = Number(
      objects.toString('utf8', position, headerEnd).split(' ')[2],
    );
    const content = objects.subarray(headerEnd + 1, headerEnd + 1 + size);
    position = headerEnd + size + 2;
    if (content.includes(0)) {
      workspace.writeBinary(path);
    } else {
      const lines = content.toString('utf8').split('\n');
      lines.pop();
      workspace.write(path, lines);
    }
  }
  return workspace;
}

/** Tip of the default branch, and the highest pull request number in the repository. */
export async function readRefs(
  directory: string,
): Promise<{ head: string; lastPullRequest: number }> {
  const listed = await git(
    ['for-each-ref', '--format=%(objectname) %(refname)'],
    { cwd: directory },
  );
  let head = '';
  let lastPullRequest = 0;
  for (const line of listed.toString('utf8').split('\n')) {
    const [commit, ref = ''] = line.split(' ');
    if (ref === 'refs/heads/main') {
      head = commit;
    }
    const number = /^refs\/pull\/(\d+)\/head$/.exec(ref)?.[1];
    lastPullRequest = Math.max(lastPullRequest, Number(number ?? 0));
  }
  if (!head) {
    throw new Error(
      `${directory} has no branch main. Start the demo with --reset to write the repositories anew.`,
    );
  }
  return { head, lastPullRequest };
}
