import type { Person, Repository, Service } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';
import type {
  FastImport,
  Signature,
  TreeChange,
} from '../repositories/FastImport';
import { initialPaths } from '../repositories/layout';
import { sourceLine } from '../repositories/sourceLines';
import { subjectsOf } from '../repositories/vocabulary';
import type { Workspace } from '../repositories/Workspace';
import type { Pace } from './pace';
import { pickAuthor } from './pickAuthor';
import { planChain, serviceState } from './planChain';
import { planCommit, type ChangeSize, type PlannedCommit } from './planCommit';
import type { Chain, ChangeKind, RepositoryState } from './types';

/** Changes of one part of the code after which an author knows it. */
const FAMILIAR = 3;
/** Who commits when a pull request is squashed. */
const merger = { name: 'GitHub', email: 'noreply@github.com' };
const kinds: ReadonlyArray<[ChangeKind, number]> = [
  ['feature', 44],
  ['fix', 22],
  ['refactoring', 12],
  ['configuration', 12],
  ['tests', 10],
];

/** Lets one repository live on: each call makes one change, in the order of time. */
export class RepositorySimulation {
  readonly repository: Repository;
  readonly state: RepositoryState;
  readonly #people: Person[];
  readonly #workspace: Workspace;
  readonly #random: SeededRandom;
  readonly #allocateId: () => number;

  private constructor(options: RepositorySimulationOptions) {
    this.repository = options.repository;
    this.state = options.state;
    this.#people = options.people;
    this.#workspace = options.workspace;
    this.#random = options.random;
    this.#allocateId = () => {
      const id = this.state.nextId;
      this.state.nextId += options.idStride;
      return id;
    };
  }

  static create(options: RepositorySimulationOptions): RepositorySimulation {
    return new RepositorySimulation(options);
  }

  /** The first commits: one per service. */
  async begin(importer: FastImport, at: number): Promise<void> {
    for (const [index, service] of this.repository.services.entries()) {
      const author = pickAuthor({
        service,
        people: this.#people,
        random: this.#random,
      });
      const paths = initialPaths(service);
      for (const path of paths) {
        const length = Math.round(this.#random.logNormal(70, 0.7));
        this.#workspace.write(
          path,
          Array.from({ length: Math.min(400, Math.max(12, length)) }, () =>
            sourceLine(path, subjectsOf(service), this.#random),
          ),
        );
      }
      const when = at + index * 3_600_000;
      this.state.head = await importer.commit({
        ref: 'refs/heads/main',
        parent: this.state.head || undefined,
        author: signature(author, when),
        committer: signature(author, when),
        message: `Start ${service.title.toLowerCase()}`,
        tree: await this.#tree(importer, {
          added: paths,
          modified: [],
          removed: [],
          binaries: [],
        }),
      });
    }
  }

  /** A change from before the window that the demo reports: history only. */
  async commit(
    importer: FastImport,
    service: Service,
    at: number,
  ): Promise<void> {
    const change = this.#plan(service);
    const tree = await this.#tree(importer, change.commit);
    this.state.head = await importer.commit({
      ref: 'refs/heads/main',
      parent: this.state.head,
      author: signature(change.author, at),
      committer: { ...merger, at },
      message: `${change.commit.title} (#${this.state.nextPullRequest++})`,
      tree,
    });
  }

  /**
   * A change with all that follows from it. Commit ids in the result are marks of the importer; see
   * `resolveCommits`.
   */
  async chain(
    importer: FastImport,
    options: {
      service: Service;
      mergedAt: number;
      pace: Pace;
      size?: ChangeSize;
    },
  ): Promise<Chain> {
    const { service, mergedAt } = options;
    const change = this.#plan(service, options.size);
    const chain = planChain({
      plan: {
        ...change,
        service,
        mergedAt,
        sound: options.size === 'release',
      },
      state: this.state,
      pace: options.pace,
      random: this.#random,
      allocateId: this.#allocateId,
    });
    const tree = await this.#tree(importer, change.commit);
    const { pullRequest, commit } = chain;
    const authored = signature(change.author, pullRequest.authoredAt);
    commit.parentSha = this.state.head;
    pullRequest.headSha = await importer.commit({
      ref: `refs/pull/${pullRequest.number}/head`,
      parent: this.state.head,
      author: authored,
      committer: authored,
      message: change.commit.title,
      tree,
    });
    commit.sha = await importer.commit({
      ref: 'refs/heads/main',
      parent: this.state.head,
      author: authored,
      committer: { ...merger, at: mergedAt },
      message: commit.message,
      tree,
    });
    if (chain.release) {
      await importer.reset(`refs/tags/${chain.release.tag}`, commit.sha);
    }
    this.state.head = commit.sha;
    const { active } = serviceState(this.state, service.name);
    for (const deployed of [active.staging, active.production]) {
      if (deployed && deployed.sha === '') {
        deployed.sha = commit.sha;
      }
    }
    return chain;
  }

  #plan(service: Service, size?: ChangeSize) {
    const random = this.#random;
    const mustFix = serviceState(this.state, service.name).lastFailed;
    const kind =
      mustFix && random.chance(0.75)
        ? 'fix'
        : random.weighted(kinds, ([, weight]) => weight)[0];
    const author = pickAuthor({ service, people: this.#people, random });
    const reviewer = random.pick(this.#people.filter(p => p !== author));
    const commit = planCommit({
      service,
      kind,
      random,
      size,
      workspace: this.#workspace,
    });
    const [touched] = [...commit.modified, ...commit.added];
    const part = touched.slice(0, touched.lastIndexOf('/') + 1);
    const known = `${author.login} ${part}`;
    const experience = this.state.experience[known] ?? 0;
    this.state.experience[known] = experience + 1;
    return {
      kind,
      author,
      reviewer,
      commit,
      unfamiliar: experience < FAMILIAR,
    };
  }

  async #tree(
    importer: FastImport,
    commit: Pick<PlannedCommit, 'added' | 'modified' | 'removed' | 'binaries'>,
  ): Promise<TreeChange[]> {
    const tree: TreeChange[] = commit.removed.map(path => ({
      change: 'delete',
      path,
    }));
    for (const path of [...commit.added, ...commit.modified]) {
      const content = commit.binaries.includes(path)
        ? picture(this.#random)
        : this.#workspace.content(path);
      tree.push({ change: 'write', path, blob: await importer.blob(content) });
    }
    return tree;
  }
}

export interface RepositorySimulationOptions {
  repository: Repository;
  people: Person[];
  workspace: Workspace;
  state: RepositoryState;
  random: SeededRandom;
  /** Gap between ids of this repository: those of the others lie in it. */
  idStride: number;
}

function signature(person: Person, at: number): Signature {
  return { name: person.name, email: person.email, at };
}

/** Bytes that git takes for binary. */
function picture(random: SeededRandom): Buffer {
  const bytes = Buffer.alloc(random.integer(600, 6000));
  for (let i = 8; i < bytes.length; i++) {
    bytes[i] = random.integer(0, 255);
  }
  bytes.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  return bytes;
}
