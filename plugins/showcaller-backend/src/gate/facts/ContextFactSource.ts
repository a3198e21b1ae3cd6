import type { PolicyFact, PolicyFacts } from '@showcaller/engine/policy';
import type { OwnershipGraph } from '../../ownership/types';
import { chooseStrategy } from '../decide/chooseStrategy';
import type { PolicyFactSource, PolicySubject } from '../types';
import { impactOf } from './impactOf';
import { policyStageOf } from '../decide/policyStageOf';

const CATALOG = 'catalog';

/** Where it goes, whose it is, how it would start, and what the caller says itself. */
export class ContextFactSource implements PolicyFactSource {
  readonly id = 'context';
  readonly paths = [
    'env',
    'env_name',
    'stage',
    'strategy',
    'service.tier',
    'service.owner',
    'risk.impact',
    'approvals.count',
    'approvals.roles',
    'labels.*',
    'input.*',
  ];
  readonly #ownership: Pick<OwnershipGraph, 'getComponent' | 'dependentsOf'>;

  static create(options: {
    ownership: Pick<OwnershipGraph, 'getComponent' | 'dependentsOf'>;
  }): ContextFactSource {
    return new ContextFactSource(options.ownership);
  }

  private constructor(
    ownership: Pick<OwnershipGraph, 'getComponent' | 'dependentsOf'>,
  ) {
    this.#ownership = ownership;
  }

  async read(subject: PolicySubject): Promise<PolicyFacts> {
    const { entityRef, environment, tier, stage, inputs, assessment } = subject;
    const component = this.#ownership.getComponent(entityRef);
    const dependents = this.#ownership.dependentsOf(entityRef);
    const ofCatalog = (value: string | undefined, what: string): PolicyFact =>
      value === undefined
        ? { missingReason: `the catalog tells no ${what}`, source: CATALOG }
        : { value, source: CATALOG };
    const facts: Record<string, PolicyFact> = {
      env: { value: tier, source: 'environment' },
      env_name: { value: environment, source: 'environment' },
      stage: { value: policyStageOf(stage), source: 'caller' },
      strategy: {
        value: chooseStrategy({
          wantedTable: component?.strategyTable,
          risk: assessment?.probability,
        }).strategy,
        source: 'strategy table',
      },
      'service.tier': ofCatalog(component?.tier?.toString(), 'tier'),
      'service.owner': ofCatalog(component?.owner, 'owner'),
      'risk.impact': {
        value: impactOf({
          dependents: dependents.length,
          serviceTier: component?.tier,
        }),
        source: CATALOG,
      },
      // What is decided only now, nobody can have approved.
      'approvals.count': { value: 0, source: 'approvals' },
      'approvals.roles': { value: [], source: 'approvals' },
    };
    for (const [name, value] of Object.entries(component?.labels ?? {})) {
      facts[`labels.${name}`] = { value, source: CATALOG };
    }
    for (const [name, value] of Object.entries(inputs ?? {})) {
      facts[`input.${name}`] = { value, source: 'caller' };
    }
    return facts;
  }
}
