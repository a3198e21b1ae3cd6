import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ApprovalInboxRow } from '@showcaller/backstage-plugin-showcaller-common';
import type { InboxSource } from '../approvals/types';
import type { PolicyPeople } from './PolicyPeople';
import type { PolicyReader } from './PolicyReader';
import { secondPersonObjection } from './secondPerson';

/** A proposed bundle waits in the inbox of those who may activate it. */
export class PolicyProposals implements InboxSource {
  readonly #reader: PolicyReader;
  readonly #people: PolicyPeople;

  static create(options: {
    reader: PolicyReader;
    people: PolicyPeople;
  }): PolicyProposals {
    return new PolicyProposals(options);
  }

  private constructor(options: { reader: PolicyReader; people: PolicyPeople }) {
    this.#reader = options.reader;
    this.#people = options.people;
  }

  async list(options: {
    scope: 'mine' | 'all';
    credentials: BackstageCredentials;
  }): Promise<ApprovalInboxRow[]> {
    const found = await this.#reader.proposal();
    const proposal = found?.state.proposal;
    const person = found && (await this.#people.of(options.credentials));
    if (!found || !proposal || !person) {
      return [];
    }
    const objection = person.mayManage
      ? secondPersonObjection({ person, proposal, bundle: found.bundle })
          ?.message
      : 'Needs the permission showcaller.policy.manage.';
    if (objection && options.scope === 'mine') {
      return [];
    }
    const { hash, ruleCount } = found.row;
    return [
      {
        decisionId: hash,
        kind: 'policy',
        title: `Policies ${hash.slice(0, 12)}`,
        explanation: `${ruleCount} rules are to decide at the gate: ${proposal.reason}`,
        required: 1,
        have: 0,
        requestedBy: proposal.by,
        waitingSince: proposal.at,
        you: { may: !objection, ...(objection && { reason: objection }) },
        reference: hash,
      },
    ];
  }
}
