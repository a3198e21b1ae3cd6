import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf } from '../database/chunksOf';
import type { OwnershipGraph } from '../ownership/types';
import { DeploymentAssignment } from './DeploymentAssignment';
import type { DeploymentStore, DeploymentTableRow } from './DeploymentStore';
import { EntityLinks, type LinkedChange, type LinkedRun } from './EntityLinks';
import type { Revision } from './revisions';
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
    const ofChanges = await this.#deployments.listOfRevisions(
      changes.rows as unknown as Revision[],
      tx,
    );
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
    return [...ofChanges, ...ofDeployments];
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
