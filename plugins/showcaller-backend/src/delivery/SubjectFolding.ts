import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf } from '../database/chunksOf';
import type { OwnershipGraph } from '../ownership/types';
import { DeploymentAssignment } from './DeploymentAssignment';
import type { DeploymentStore, DeploymentTableRow } from './DeploymentStore';
import { EntityLinks, type LinkedChange, type LinkedRun } from './EntityLinks';
import { revisionKey, type Revision } from './revisions';
import type { SubjectEventStore, TouchedSubject } from './SubjectEventStore';
import {
  subjectFolds,
  type SubjectKind,
  type SubjectRow,
} from './subjectKinds';
import type { SubjectRowStore } from './SubjectRowStore';

/** What the events of some subjects of one kind add up to. */
interface Folded {
  rows: SubjectRow[];
  /** Subjects whose events do not, or no longer, tell enough for a row. */
  rowless: string[];
}

/** What tells something of a revision, and from which time on that was known. */
const TELLING: Array<{ kind: SubjectKind; time?: string }> = [
  { kind: 'change' },
  { kind: 'pipelineRun', time: 'sort_at' },
  { kind: 'taskRun', time: 'finished_at' },
];

const NOTHING: Folded = { rows: [], rowless: [] };

/** Writes the rows that the events of subjects add up to, and decides whom they belong to. */
export class SubjectFolding {
  readonly #events: SubjectEventStore;
  readonly #rows: SubjectRowStore;
  readonly #deployments: DeploymentStore;
  readonly #assignment: DeploymentAssignment;
  readonly #links: EntityLinks;

  static create(options: {
    events: SubjectEventStore;
    rows: SubjectRowStore;
    deployments: DeploymentStore;
    ownership: OwnershipGraph;
  }): SubjectFolding {
    return new SubjectFolding(options);
  }

  private constructor(options: Parameters<typeof SubjectFolding.create>[0]) {
    const { ownership } = options;
    this.#events = options.events;
    this.#rows = options.rows;
    this.#deployments = options.deployments;
    this.#assignment = DeploymentAssignment.create({
      store: options.deployments,
      ownership,
    });
    this.#links = EntityLinks.create({ ownership });
  }

  /** Returns the deployments that want a new score because of it. */
  async fold(
    subjects: TouchedSubject[],
    tx: Knex.Transaction,
  ): Promise<Set<string>> {
    // Changes first: what they touched decides whom the runs of a monorepo belong to.
    const inOrder = [...subjects].sort(
      (a, b) => Number(b.kind === 'change') - Number(a.kind === 'change'),
    );
    const wanted = new Set<string>();
    for (const chunk of chunksOf(inOrder)) {
      if (chunk[0] !== inOrder[0]) {
        await nextTurn();
      }
      for (const id of await this.#foldChunk(chunk, tx)) {
        wanted.add(id);
      }
    }
    return wanted;
  }

  async #foldChunk(
    subjects: TouchedSubject[],
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const folded = await this.#read(subjects, tx);
    const changes = folded.get('change') ?? NOTHING;
    const runs = folded.get('pipelineRun') ?? NOTHING;
    // Those that this very chunk brings tell of themselves.
    const ofRevisions = await this.#listOfRevisions(folded, tx);
    for (const [kind, { rows, rowless }] of folded) {
      if (kind !== 'deployment') {
        await this.#rows.put(kind, rows, tx);
        await this.#rows.delete(kind, rowless, tx);
      }
    }
    await this.#links.unlink('change', changes.rowless, tx);
    await this.#links.unlink('run', runs.rowless, tx);
    await this.#links.link(
      {
        changes: changes.rows as unknown as LinkedChange[],
        runs: runs.rows as unknown as LinkedRun[],
      },
      tx,
    );
    const ofDeployments = await this.#assign(
      folded.get('deployment') ?? NOTHING,
      tx,
    );
    return [...ofRevisions, ...ofDeployments];
  }

  /**
   * Deployments whose revision something was told of: a change; or a run that had begun, or a job that had ended, when
   * the deployment was asked for. In the order of time the latter come before any deployment.
   */
  async #listOfRevisions(
    folded: Map<SubjectKind, Folded>,
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const since = new Map<string, string>();
    const revisions: Revision[] = [];
    for (const { kind, time } of TELLING) {
      const { rows } = folded.get(kind) ?? NOTHING;
      // How a run goes on tells nothing new of the deployment that it makes.
      const known =
        kind === 'pipelineRun'
          ? await this.#rows.listUnchanged(kind, rows, ['sha', 'sort_at'], tx)
          : new Set<string>();
      for (const row of rows.filter(({ id }) => !known.has(id))) {
        const from = time === undefined ? '' : row[time];
        if (row.sha !== null && from !== null) {
          const revision = { repository: row.repository, sha: String(row.sha) };
          const key = revisionKey(revision);
          const earliest = since.get(key);
          if (earliest === undefined || String(from) < earliest) {
            since.set(key, String(from));
          }
          revisions.push(revision);
        }
      }
    }
    const deployments = await this.#deployments.listOfRevisions(revisions, tx);
    return deployments
      .filter(one => one.requested_at >= (since.get(revisionKey(one)) ?? ''))
      .map(({ id }) => id);
  }

  async #read(
    subjects: TouchedSubject[],
    tx: Knex.Transaction,
  ): Promise<Map<SubjectKind, Folded>> {
    const events = await this.#events.list(
      subjects.map(({ id }) => id),
      tx,
    );
    const folded = new Map<SubjectKind, Folded>();
    for (const { id, kind } of subjects) {
      const ofKind = folded.get(kind) ?? { rows: [], rowless: [] };
      folded.set(kind, ofKind);
      const row = subjectFolds[kind].toRow(id, events.get(id) ?? []);
      if (row) {
        ofKind.rows.push(row);
      } else {
        ofKind.rowless.push(id);
      }
    }
    return folded;
  }

  /** Writes deployments together with whom they belong to. */
  async #assign(
    { rows, rowless }: Folded,
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const before = await this.#deployments.getMany(
      [...rows.map(({ id }) => id), ...rowless],
      tx,
    );
    const owned = rows.map(row =>
      this.#assignment.own(row as unknown as DeploymentTableRow),
    );
    await this.#rows.put('deployment', owned as unknown as SubjectRow[], tx);
    await this.#rows.delete('deployment', rowless, tx);
    return this.#assignment.listWanted(
      [
        ...owned.map(after => ({ before: before.get(after.id), after })),
        ...rowless.map(id => ({ before: before.get(id) })),
      ],
      tx,
    );
  }
}
