import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { DecisionReader } from '../../types';
import type { CatalogPeople } from '../people/CatalogPeople';
import { eligibleFor } from '../people/eligibility';
import { isAddress } from '../people/identitiesOf';

/** What it takes to judge whose word counts for a decision, as of now. */
export interface DecisionContext {
  decision: GateDecision;
  /** No newer decision is about the same thing. */
  current: boolean;
  /** Groups and users that may say something. */
  eligible: string[];
  /** Groups and users that own the entity, whatever role the rule names. */
  owners: string[];
  /** Who is told what became of it: login, address, entity reference or system. */
  requester?: string;
  /** Everybody who had a hand in asking, likewise; none of them may approve. */
  askers: string[];
  /** The entities of those askers that are references which the catalog has. */
  askerUsers: Entity[];
  /** Salted hashes; empty when no author is known. */
  authors: string[];
  /** People by reference in lower case; undefined when the catalog could not be read: then nobody's word counts. */
  people?: Map<string, Entity>;
}

/** Reads it for several decisions at once: the catalog is asked once for all of them, and never from memory. */
export class DecisionContexts {
  readonly #decisions: DecisionReader;
  readonly #people: CatalogPeople;
  readonly #logger: LoggerService;

  static create(options: {
    decisions: DecisionReader;
    people: CatalogPeople;
    logger: LoggerService;
  }): DecisionContexts {
    return new DecisionContexts(options);
  }

  private constructor(options: {
    decisions: DecisionReader;
    people: CatalogPeople;
    logger: LoggerService;
  }) {
    this.#decisions = options.decisions;
    this.#people = options.people;
    this.#logger = options.logger;
  }

  /** In the order of the decisions. `people` are references of all whose word is to be judged. */
  async load(
    decisions: GateDecision[],
    people: Iterable<string>,
  ): Promise<DecisionContext[]> {
    const known: Array<
      Pick<
        DecisionContext,
        'decision' | 'current' | 'requester' | 'askers' | 'authors'
      >
    > = [];
    for (const decision of decisions) {
      const [current, requester, askers, authors] = await Promise.all([
        this.#decisions.isCurrent(decision),
        this.#decisions.requesterOf(decision),
        this.#decisions.askersOf(decision),
        this.#decisions.authorsOf(decision),
      ]);
      known.push({ decision, current, requester, askers, authors });
    }
    const entities = await this.#load([
      ...people,
      ...known.flatMap(({ decision, askers }) => [
        decision.entityRef,
        ...askers.filter(isReference),
      ]),
    ]);
    return known.map(context => {
      const { decision, askers } = context;
      const entity = entities?.get(decision.entityRef.toLowerCase());
      return {
        ...context,
        eligible: eligibleFor(entity, decision.approvals?.role),
        owners: eligibleFor(entity, undefined),
        askerUsers: askers
          .filter(isReference)
          .flatMap(asker => entities?.get(asker.toLowerCase()) ?? []),
        people: entities,
      };
    });
  }

  /** Who asked for it, for showing. An address is shown to nobody. */
  async requesterOf(decision: GateDecision): Promise<string | undefined> {
    const requester = await this.#decisions.requesterOf(decision);
    return requester !== undefined && isAddress(requester)
      ? undefined
      : requester;
  }

  async #load(refs: string[]): Promise<Map<string, Entity> | undefined> {
    try {
      return await this.#people.load(refs);
    } catch (error) {
      this.#logger.warn(
        'The catalog could not be read, so no approval counts until it can be',
        error instanceof Error ? error : { error: String(error) },
      );
      return undefined;
    }
  }
}

function isReference(asker: string): boolean {
  return /^user:[^/\s]+\/[^/\s]+$/i.test(asker);
}
