import { isMainThread } from 'node:worker_threads';
import { GitThread } from './GitThread';
import { type GitCommand, runGitHere } from './runGitHere';

/** Runs git to its end and returns what it printed, as UTF-8; never started by the backend's own thread. */
export function runGit(command: GitCommand): Promise<string> {
  return isMainThread ? GitThread.shared().run(command) : runGitHere(command);
}
