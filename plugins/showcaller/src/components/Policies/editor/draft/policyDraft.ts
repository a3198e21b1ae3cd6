import { policyLimits, type PolicyFile } from '@showcaller/engine/policy';

/** Files that somebody edits, and which of them is shown. */
export interface PolicyDraft {
  files: PolicyFile[];
  /** Path of the file that is shown. */
  selected: string;
}

/** What one does to a draft. */
export type DraftChange =
  | { type: 'edit'; path: string; text: string }
  | { type: 'select'; path: string }
  | { type: 'add'; path: string }
  | { type: 'rename'; path: string; to: string }
  | { type: 'remove'; path: string }
  | { type: 'reset'; files: readonly PolicyFile[] };

/** Paths as the backend takes them. */
const PATH = /^[\w][\w.-]*(\/[\w][\w.-]*)*\.policy$/;
const LONGEST_PATH = 200;
/** Characters of all files together that the backend takes. */
const MOST_CHARACTERS = 200_000;

/** What a new file begins with, so that nobody stares at nothing. */
export const newFileText = `# What this file is about.

rule "name_of_the_rule": when env == "prod" and risk_score > 0.7 then require_approval

test "a risky deployment to production asks a person":
  given { env: "prod", risk_score: 0.8 }
  expect require_approval by "name_of_the_rule"
`;

/** A draft of what a bundle holds, its lines ended as the editor ends them. */
export function draftOf(files: readonly PolicyFile[]): PolicyDraft {
  const own = files
    .map(({ path, text }) => ({ path, text: text.replace(/\r\n?/g, '\n') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: own, selected: own[0]?.path ?? '' };
}

/** The draft after a change; one that makes no sense changes nothing. */
export function changeDraft(
  draft: PolicyDraft,
  change: DraftChange,
): PolicyDraft {
  const { files, selected } = draft;
  switch (change.type) {
    case 'edit':
      return {
        ...draft,
        files: files.map(file =>
          file.path === change.path ? { ...file, text: change.text } : file,
        ),
      };
    case 'select':
      return files.some(({ path }) => path === change.path)
        ? { ...draft, selected: change.path }
        : draft;
    case 'add':
      return pathObjection(change.path, files)
        ? draft
        : {
            files: sorted([...files, { path: change.path, text: newFileText }]),
            selected: change.path,
          };
    case 'rename':
      return pathObjection(change.to, files)
        ? draft
        : {
            files: sorted(
              files.map(file =>
                file.path === change.path ? { ...file, path: change.to } : file,
              ),
            ),
            selected: selected === change.path ? change.to : selected,
          };
    case 'remove': {
      const left = files.filter(({ path }) => path !== change.path);
      return left.length === 0
        ? draft
        : {
            files: left,
            selected: selected === change.path ? left[0].path : selected,
          };
    }
    default:
      return draftOf(change.files);
  }
}

/** Why a file cannot be called so; undefined when it can. */
export function pathObjection(
  path: string,
  files: readonly PolicyFile[],
): string | undefined {
  if (!PATH.test(path) || path.length > LONGEST_PATH) {
    return 'It has to end in .policy and consist of letters, digits, dots, dashes and underscores, such as production.policy or teams/payments.policy.';
  }
  if (files.some(file => file.path === path)) {
    return `There is a file ${path} already.`;
  }
  return files.length >= policyLimits.files
    ? `A bundle has at most ${policyLimits.files} files.`
    : undefined;
}

/** Why a draft cannot be saved; undefined when it can. Errors of the language do not keep it from that. */
export function savingObjection(
  files: readonly PolicyFile[],
): string | undefined {
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  return characters > MOST_CHARACTERS
    ? `All files together have ${characters.toLocaleString(
        'en-US',
      )} characters; at most ${MOST_CHARACTERS.toLocaleString(
        'en-US',
      )} can be saved.`
    : undefined;
}

/** Whether two sets of files say the same. */
export function sameFiles(
  a: readonly PolicyFile[],
  b: readonly PolicyFile[],
): boolean {
  return (
    a.length === b.length &&
    a.every(({ path, text }) =>
      b.some(file => file.path === path && file.text === text),
    )
  );
}

function sorted(files: PolicyFile[]): PolicyFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
