import type { AppliedOperation } from './GeneratedRepository';

interface ReferenceCommit {
  sha: string;
  author: string;
  time: number;
  message: string;
  applied: AppliedOperation[];
}

const DAY = 86_400;
const subsystemOf = (name: string) =>
  name.includes('/') ? name.split('/')[0] : '';
const directoryOf = (name: string) => name.split('/').slice(0, -1).join('/');
const churnOf = (operation: AppliedOperation) =>
  operation.added + operation.deleted;
const countedOf = (commit: ReferenceCommit) =>
  commit.applied.filter(operation => churnOf(operation) > 0);

const touchOf = (commit: ReferenceCommit, name: string) =>
  commit.applied.find(other => other.path === name && other.op !== 'binary');

/** Every earlier touch of a file, walking back through its names; slow and without any running state. */
function touchesBefore(
  commits: ReferenceCommit[],
  index: number,
  operation: AppliedOperation,
) {
  const touches: Array<{
    commit: ReferenceCommit;
    operation: AppliedOperation;
  }> = [];
  let name = operation.op === 'rename' ? operation.from : operation.path;
  for (const commit of commits.slice(0, index).reverse()) {
    const touch = touchOf(commit, name);
    if (touch) {
      touches.push({ commit, operation: touch });
      name = touch.op === 'rename' ? touch.from : name;
    }
  }
  return touches;
}

function linesBefore(
  touches: ReturnType<typeof touchesBefore>,
  operation: AppliedOperation,
): number {
  if (operation.op === 'add') {
    return 0;
  }
  let lines = 0;
  for (const { operation: touch } of touches) {
    lines += touch.added - touch.deleted;
    if (touch.op === 'add') {
      break;
    }
  }
  return lines;
}

/** The measures by their definitions, from the list of all commits: what the importer is held against. */
export function referenceMeasures(commits: ReferenceCommit[], index: number) {
  const commit = commits[index];
  const counted = countedOf(commit).map(operation => {
    const touches = touchesBefore(commits, index, operation);
    const real = touches.filter(touch => churnOf(touch.operation) > 0);
    const last = Math.max(...real.map(touch => touch.commit.time));
    return {
      operation,
      real,
      lines: linesBefore(touches, operation),
      age:
        operation.op === 'add' || real.length === 0
          ? 0
          : Math.max(0, (commit.time - last) / DAY),
    };
  });
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const churn = counted.map(({ operation }) => churnOf(operation));
  const subsystems = new Set(
    counted.map(({ operation }) => subsystemOf(operation.path)),
  );
  const own = commits
    .slice(0, index + 1)
    .filter(other => other.author === commit.author);
  const ownPaths = new Set(
    own.flatMap(other => countedOf(other).map(operation => operation.path)),
  );
  const nf = counted.length;
  return {
    sha: commit.sha,
    ns: subsystems.size,
    nd: new Set(counted.map(({ operation }) => directoryOf(operation.path)))
      .size,
    nf,
    entropy: sum(
      churn.map(lines => {
        const share = lines / sum(churn);
        return -share * Math.log2(share);
      }),
    ),
    la: sum(counted.map(({ operation }) => operation.added)),
    ld: sum(counted.map(({ operation }) => operation.deleted)),
    lt: sum(counted.map(({ lines }) => lines)),
    fix: /fix/i.test(commit.message) ? 1 : 0,
    ndev: new Set(
      counted.flatMap(({ real }) => [
        commit.author,
        ...real.map(touch => touch.commit.author),
      ]),
    ).size,
    age: nf ? sum(counted.map(({ age }) => age)) / nf : 0,
    nuc: sum(counted.map(({ real }) => real.length + 1)),
    exp: sum(own.map(other => countedOf(other).length)),
    rexp: sum(
      own.map(
        other =>
          countedOf(other).length /
          (Math.max(0, (commit.time - other.time) / DAY) + 1),
      ),
    ),
    sexp: [...ownPaths].filter(name => subsystems.has(subsystemOf(name)))
      .length,
    files: counted.map(({ operation }) => operation.path).sort(),
  };
}
