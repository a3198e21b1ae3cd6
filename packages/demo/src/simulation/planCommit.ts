import type { Service } from '../organisation/types';
import type { SeededRandom } from '../random/SeededRandom';
import { assetPath, newPath } from '../repositories/layout';
import { sourceLine } from '../repositories/sourceLines';
import { pascalCase, subjectsOf } from '../repositories/vocabulary';
import type { Workspace } from '../repositories/Workspace';
import { changeTitle } from './changeTitle';
import { shareLines } from './shareLines';
import type { ChangeKind } from './types';

/** A change of the workspace that is to become a commit. Every touched path is in exactly one list. */
export interface PlannedCommit {
  title: string;
  added: string[];
  modified: string[];
  removed: string[];
  /** Binary files among `added` and `modified`. */
  binaries: string[];
  linesAdded: number;
  linesDeleted: number;
  hotFile: boolean;
}

/** Heat above which a file counts as hot: about one file in twelve. */
const HOT = 6;
/** Lines above which a file no longer grows. */
const LONG = 500;
const largeChangeShare = 0.027;

/** `release`: weeks of work in one change, as nobody should do it. */
export type ChangeSize = 'usual' | 'large' | 'release';

const mostFiles = { usual: 60, large: 60, release: 140 };

/** Invents a change and applies it to the workspace. */
export function planCommit(options: {
  service: Service;
  workspace: Workspace;
  kind: ChangeKind;
  random: SeededRandom;
  /** Forces a size; the usual share of large ones otherwise. */
  size?: ChangeSize;
}): PlannedCommit {
  const { service, workspace, kind, random } = options;
  const subjects = subjectsOf(service);
  const size =
    options.size ?? (random.chance(largeChangeShare) ? 'large' : 'usual');
  const lines = drawLines(kind, size, random);
  const fileCount = Math.min(
    mostFiles[size],
    Math.max(
      1,
      Math.round(
        Math.exp(
          0.3 * Math.log1p(lines.added + lines.deleted) +
            random.normal(size === 'usual' ? -0.45 : 0.7, 0.5),
        ),
      ),
    ),
  );
  const commit: PlannedCommit = {
    title: changeTitle(kind, service, random),
    added: [],
    modified: [],
    removed: [],
    binaries: [],
    linesAdded: 0,
    linesDeleted: 0,
    hotFile: false,
  };
  if (kind === 'refactoring' && random.chance(0.3)) {
    renameOne(service, workspace, random, commit);
  }
  const paths = pickPaths({ ...options, fileCount, kind });
  commit.hotFile = paths.some(path => workspace.heat(path) > HOT);
  const parts = shareLines(lines, paths.length, random);
  for (const [index, path] of paths.entries()) {
    const isNew = !workspace.has(path);
    const part = parts[index];
    if (workspace.lineCount(path) > LONG) {
      part.deleted = Math.max(part.deleted, part.added);
    }
    const changed = workspace.edit(path, part, random, () =>
      sourceLine(path, subjects, random),
    );
    commit.linesAdded += changed.added;
    commit.linesDeleted += changed.deleted;
    if (isNew) {
      commit.added.push(path);
    } else if (!commit.added.includes(path)) {
      commit.modified.push(path);
    }
  }
  if (kind === 'feature' && random.chance(0.03)) {
    addPicture(service, workspace, random, commit);
  }
  return commit;
}

/** Log-normal sizes: half of the changes below about twenty lines, a few of a thousand. */
function drawLines(kind: ChangeKind, size: ChangeSize, random: SeededRandom) {
  if (size === 'release') {
    return {
      added: Math.round(random.logNormal(7000, 0.2)),
      deleted: Math.round(random.logNormal(2500, 0.2)),
    };
  }
  const median = {
    feature: 24,
    fix: 7,
    refactoring: 16,
    configuration: 3,
    tests: 18,
  };
  const added =
    size === 'large'
      ? random.logNormal(520, 0.5)
      : random.logNormal(median[kind], 1.15);
  const deletedShare = kind === 'refactoring' ? 0.9 : 0.32;
  return {
    added: Math.min(3000, Math.max(1, Math.round(added))),
    deleted: Math.round(added * random.logNormal(deletedShare, 0.8)),
  };
}

function pickPaths(options: {
  service: Service;
  workspace: Workspace;
  kind: ChangeKind;
  random: SeededRandom;
  fileCount: number;
}): string[] {
  const { service, workspace, kind, random } = options;
  const own = workspace
    .paths()
    .filter(path => !service.path || path.startsWith(`${service.path}/`));
  const candidates = own.filter(path => fits(path, kind));
  const first = random.weighted(
    candidates.length > 0 ? candidates : own,
    path => workspace.heat(path),
  );
  const chosen = new Set([first]);
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  for (let tries = 0; tries < 300 && chosen.size < options.fileCount; tries++) {
    if (kind === 'feature' && random.chance(0.12)) {
      const subject = random.pick(subjectsOf(service));
      const variant = String.fromCharCode(97 + random.integer(0, 25)).repeat(2);
      chosen.add(
        newPath({ service, subject, variant, folder: random.integer(0, 9) }),
      );
    } else {
      chosen.add(
        random.weighted(own, path =>
          path.startsWith(folder)
            ? 3 * workspace.heat(path)
            : workspace.heat(path),
        ),
      );
    }
  }
  return [...chosen];
}

function fits(path: string, kind: ChangeKind): boolean {
  if (kind === 'configuration') {
    return /\.(ya?ml|json|toml|xml|mod|sql)$|config|settings/.test(path);
  }
  const isTest = /test/i.test(path);
  return kind === 'tests' ? isTest : !isTest && !path.endsWith('.md');
}

function renameOne(
  service: Service,
  workspace: Workspace,
  random: SeededRandom,
  commit: PlannedCommit,
): void {
  const from = random.pick(
    workspace.paths().filter(path => path.startsWith(service.path)),
  );
  const dot = from.lastIndexOf('.');
  const to = `${from.slice(0, dot)}${random.pick([
    'Base',
    'Core',
    'Legacy',
  ])}${from.slice(dot)}`;
  if (!workspace.has(to)) {
    workspace.rename(from, to);
    commit.removed.push(from);
    commit.added.push(to);
  }
}

function addPicture(
  service: Service,
  workspace: Workspace,
  random: SeededRandom,
  commit: PlannedCommit,
): void {
  const name = pascalCase(random.pick(subjectsOf(service)));
  const path = assetPath(service, name);
  (workspace.has(path) ? commit.modified : commit.added).push(path);
  workspace.writeBinary(path);
  commit.binaries.push(path);
}
