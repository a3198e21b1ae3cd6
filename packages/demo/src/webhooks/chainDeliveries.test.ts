import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { demoCatalog } from '../organisation/demoCatalog.testing';
import { readOrganisation } from '../organisation/readOrganisation';
import { generateHistory } from '../simulation/generateHistory';
import type { Chain } from '../simulation/types';
import { chainContext } from './ChainContext';
import { chainDeliveries } from './chainDeliveries';
import type { Delivery } from './types';

const organisation = readOrganisation(demoCatalog);
const deliver = (chain: Chain, history = 'h') =>
  chainDeliveries(chainContext(organisation, chain), history);
const names = (deliveries: Delivery[]) =>
  deliveries.map(({ event, payload }) => {
    const { action, deployment_status: status } = JSON.parse(
      JSON.stringify(payload()),
    );
    return [event, status?.state ?? action].filter(Boolean).join(' ');
  });

describe('chainDeliveries', () => {
  let chains: Chain[];

  beforeAll(async () => {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'showcaller-'));
    ({ chains } = await generateHistory({
      organisation,
      directory,
      seed: 3,
      anchor: Date.UTC(2026, 10, 20, 16),
      days: 20,
      deployments: 300,
    }));
    await fs.rm(directory, { recursive: true, force: true });
  }, 60_000);

  const find = (matches: (chain: Chain) => boolean): Chain => {
    const chain = chains.findLast(matches);
    if (!chain) {
      throw new Error('The seed gives no such chain; take another');
    }
    return chain;
  };

  it('tells a good change from its pull request to production', () => {
    const chain = find(
      c =>
        !c.check &&
        c.run.attempts.length === 1 &&
        c.deployments[1]?.outcome === 'success',
    );
    expect(names(deliver(chain))).toEqual([
      'pull_request opened',
      'pull_request closed',
      'push',
      'workflow_run requested',
      'workflow_run in_progress',
      'workflow_job in_progress',
      'workflow_job completed',
      'deployment created',
      'deployment_status in_progress',
      'workflow_job completed',
      'deployment_status success',
      'deployment_status inactive',
      'deployment created',
      'deployment_status in_progress',
      'workflow_job completed',
      'workflow_run completed',
      'deployment_status success',
      'deployment_status inactive',
    ]);
  });

  it('tells of a failed deployment with the step that failed, and never of the cause', () => {
    const chain = find(c => c.deployments.some(d => d.cause === 'size'));
    const deliveries = deliver(chain);
    const text = JSON.stringify(deliveries.map(d => d.payload()));
    expect(names(deliveries)).toContain('deployment_status failure');
    expect(text).not.toMatch(/cause|unfamiliar|lateFriday|hotFile/);
    const jobs = deliveries
      .filter(d => d.event === 'workflow_job')
      .map(d => JSON.parse(JSON.stringify(d.payload())).workflow_job);
    const failed = jobs.find(job => job.conclusion === 'failure');
    expect(
      failed.steps.filter(
        (step: { conclusion: string }) => step.conclusion === 'failure',
      ),
    ).toHaveLength(1);
  });

  it('runs flaky tests twice: the first attempt fails, the second passes', () => {
    const chain = find(
      c =>
        c.run.attempts.length === 2 &&
        c.run.attempts[1].conclusion === 'success',
    );
    const runs = deliver(chain)
      .filter(d => d.event === 'workflow_run')
      .map(d => JSON.parse(JSON.stringify(d.payload())));
    expect(
      runs.map(run => [
        run.action,
        run.workflow_run.run_attempt,
        run.workflow_run.conclusion,
      ]),
    ).toEqual([
      ['requested', 1, null],
      ['in_progress', 1, null],
      ['completed', 1, 'failure'],
      ['in_progress', 2, null],
      ['completed', 2, 'success'],
    ]);
    expect(new Set(runs.map(run => run.workflow_run.id)).size).toBe(1);
  });

  it('gives the same delivery ids every time, each once, and others for another history', () => {
    const ids = chains.flatMap(chain => deliver(chain)).map(d => d.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(chains.flatMap(chain => deliver(chain)).map(d => d.id)).toEqual(ids);
    const others = chains.flatMap(chain => deliver(chain, 'other'));
    expect(others.map(d => d.id)).not.toContain(ids[0]);
  });

  it('sends about ten events for each deployment', () => {
    const events = chains.flatMap(chain => deliver(chain)).length;
    const deployments = chains.flatMap(chain => chain.deployments).length;
    expect(events / deployments).toBeLessThan(11);
  });

  it('says what to do when the catalog no longer has a repository of the history', () => {
    const stranger = { ...chains[0], repository: 'brightcart/gone' };
    expect(() => chainContext(organisation, stranger)).toThrow('--reset');
  });
});
