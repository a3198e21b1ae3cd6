import type { AuditReference } from '@showcaller/backstage-plugin-showcaller-common';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { AuditReader } from '../../../audit/types';
import type { DecisionReader } from '../../types';
import type { DatabaseOverrideStore } from '../overrides/DatabaseOverrideStore';
import type { DecisionFollowUp, DecisionPages } from '../types';
import type { DatabaseVoteStore } from '../voting/DatabaseVoteStore';
import { csvLine } from './csv';
import {
  type DecisionEvidence,
  exportCells,
  exportColumns,
  exportObject,
} from './exportRow';

/** Decisions in memory at a time, whatever the length of the report. */
const AT_ONCE = 100;

/** What a report is about. */
export interface ReportRange {
  from: string;
  to: string;
  entityRef?: string;
}

interface ReportOptions {
  pages: DecisionPages;
  followUp: DecisionFollowUp;
  decisions: Pick<DecisionReader, 'requesterOf' | 'authorsOf'>;
  votes: DatabaseVoteStore;
  overrides: DatabaseOverrideStore;
  audit: AuditReader;
  now: () => Date;
}

/** Every decision of a time with the evidence for it, for those who check afterwards. */
export class DecisionReport {
  readonly #options: ReportOptions;

  static create(options: ReportOptions): DecisionReport {
    return new DecisionReport(options);
  }

  private constructor(options: ReportOptions) {
    this.#options = options;
  }

  /** Pieces of a CSV file, RFC 4180, with a header. */
  async *csv(range: ReportRange): AsyncGenerator<string> {
    yield csvLine(exportColumns);
    for await (const rows of this.#evidence(range)) {
      yield rows.map(row => csvLine(exportCells(row))).join('');
    }
  }

  /** Pieces of one JSON document. */
  async *json(range: ReportRange): AsyncGenerator<string> {
    const head = { ...range, generatedAt: this.#options.now().toISOString() };
    yield `${JSON.stringify(head).slice(0, -1)},"decisions":[`;
    let separator = '\n';
    for await (const rows of this.#evidence(range)) {
      for (const row of rows) {
        yield `${separator}${JSON.stringify(exportObject(row))}`;
        separator = ',\n';
      }
    }
    yield '\n]}\n';
  }

  async *#evidence(range: ReportRange): AsyncGenerator<DecisionEvidence[]> {
    let after: { decidedAt: string; id: string } | undefined;
    for (;;) {
      const decisions = await this.#options.pages.page({
        ...range,
        after,
        limit: AT_ONCE,
      });
      if (decisions.length > 0) {
        yield await this.#collect(decisions);
      }
      const last = decisions.at(-1);
      if (!last || decisions.length < AT_ONCE) {
        return;
      }
      after = { decidedAt: last.decidedAt, id: last.id };
    }
  }

  async #collect(decisions: GateDecision[]): Promise<DecisionEvidence[]> {
    const { followUp, votes, overrides, now } = this.#options;
    const ids = decisions.map(({ id }) => id);
    const [statuses, answers, voted, overridden, audited] = [
      await followUp.statusesOf(decisions),
      await followUp.answersOf(ids),
      await votes.list(ids),
      await overrides.getByDecisions(ids, now()),
      await this.#audited(ids),
    ];
    const rows: DecisionEvidence[] = [];
    for (const decision of decisions) {
      const { id } = decision;
      const audit = audited.get(id) ?? [];
      const authors = await this.#options.decisions.authorsOf(decision);
      rows.push({
        decision,
        status: statuses.get(id),
        requester: await this.#options.decisions.requesterOf(decision),
        authorsKnown: authors.length > 0,
        votes: (voted.get(id) ?? []).map(
          ({ approver, verdict, at, comment }) => ({
            approver,
            verdict,
            at,
            comment,
          }),
        ),
        override: overridden.get(id),
        audit,
        leafHash: await this.#leafHashOf(audit),
        answers: answers.get(id) ?? [],
      });
    }
    return rows;
  }

  async #audited(ids: string[]): Promise<Map<string, AuditReference[]>> {
    const prefix = 'decision:';
    const entries = await this.#options.audit.listBySubjects(
      ids.map(id => `${prefix}${id}`),
    );
    const found = new Map<string, AuditReference[]>();
    for (const entry of entries) {
      const id = entry.subject.slice(prefix.length);
      const ofDecision = found.get(id) ?? [];
      found.set(id, ofDecision);
      ofDecision.push(entry);
    }
    return found;
  }

  async #leafHashOf(entries: AuditReference[]): Promise<string | undefined> {
    const decided = entries.find(({ action }) => action === 'gate.decided');
    const entry = decided && (await this.#options.audit.get(decided.seq));
    return entry?.leafHash;
  }
}
