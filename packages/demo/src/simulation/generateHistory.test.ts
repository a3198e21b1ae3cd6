import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { demoCatalog } from '../organisation/demoCatalog.testing';
import { readOrganisation } from '../organisation/readOrganisation';
import { git } from '../repositories/git';
import { generateHistory, type GeneratedHistory } from './generateHistory';
import type { Chain } from './types';

const organisation = readOrganisation(demoCatalog);
const anchor = Date.UTC(2026, 10, 20, 16, 30);
const DAY = 86_400_000;

async function generate(directory: string, seed: number, deployments: number) {
  return generateHistory({
    organisation,
    directory,
    seed,
    anchor,
    days: 60,
    deployments,
  });
}

const deploymentsOf = (chains: Chain[]) =>
  chains.flatMap(chain =>
    chain.deployments.map(deployment => ({
      ...deployment,
      service: chain.service,
      lines: chain.evidence.changedLines,
      evidence: chain.evidence,
    })),
  );
const failureRate = (deployments: Array<{ outcome: string }>) =>
  deployments.filter(d => d.outcome === 'failure').length / deployments.length;

describe('generateHistory', () => {
  let directory: string;
  let history: GeneratedHistory;

  beforeAll(async () => {
    directory = await fs.mkdtemp(path.join(os.tmpdir(), 'showcaller-demo-'));
    history = await generate(path.join(directory, 'full'), 1, 2500);
  }, 120_000);

  afterAll(() => fs.rm(directory, { recursive: true, force: true }));

  it('has the wanted number of deployments within the days, for every service', () => {
    const deployments = deploymentsOf(history.chains);
    expect(deployments.length).toBeGreaterThanOrEqual(2500);
    for (const { requestedAt, finishedAt } of deployments) {
      expect(requestedAt).toBeGreaterThan(anchor - 60 * DAY);
      expect(finishedAt).toBeLessThan(anchor);
    }
    for (const { services } of organisation.repositories) {
      for (const { name, environments } of services) {
        const own = deployments.filter(d => d.service === name);
        expect(own.length > 40).toBe(environments !== undefined);
      }
    }
  });

  it('lets 10 to 15 % of the deployments fail, each of a cause', () => {
    const deployments = deploymentsOf(history.chains);
    expect(failureRate(deployments)).toBeGreaterThan(0.1);
    expect(failureRate(deployments)).toBeLessThan(0.15);
    for (const { outcome, cause } of deployments) {
      expect(cause !== undefined).toBe(outcome === 'failure');
    }
  });

  it('lets larger changes fail more often', () => {
    const bySize = deploymentsOf(history.chains).sort(
      (a, b) => a.lines - b.lines,
    );
    const third = Math.floor(bySize.length / 3);
    const small = failureRate(bySize.slice(0, third));
    const middle = failureRate(bySize.slice(third, 2 * third));
    const large = failureRate(bySize.slice(2 * third));
    expect(small).toBeLessThan(middle);
    expect(middle).toBeLessThan(large);
    expect(large).toBeGreaterThan(2 * small);
  });

  it.each(['hotFile', 'unfamiliar', 'flakyTests'] as const)(
    'lets changes with %s fail more often than others',
    evidence => {
      const deployments = deploymentsOf(history.chains);
      expect(
        failureRate(deployments.filter(d => d.evidence[evidence])),
      ).toBeGreaterThan(
        failureRate(deployments.filter(d => !d.evidence[evidence])),
      );
    },
  );

  it('lets nothing go to production that failed in staging, and no two deployments of a service overlap', () => {
    const lastEnd = new Map<string, number>();
    for (const chain of history.chains) {
      const [staging, production] = chain.deployments;
      expect(
        !production ||
          (staging.outcome === 'success' &&
            production.requestedAt > staging.finishedAt),
      ).toBe(true);
      for (const { requestedAt, finishedAt } of chain.deployments) {
        expect(requestedAt).toBeGreaterThan(lastEnd.get(chain.service) ?? 0);
        lastEnd.set(chain.service, finishedAt);
      }
    }
  });

  it('says what each deployment replaces: the last good one of its environment', () => {
    const active = new Map<string, { id: number; sha: string }>();
    for (const chain of history.chains) {
      for (const { id, tier, outcome, replaces } of chain.deployments) {
        const key = `${chain.service} ${tier}`;
        expect(replaces?.id).toBe(active.get(key)?.id);
        expect(replaces?.sha).toBe(active.get(key)?.sha);
        if (outcome === 'success') {
          active.set(key, { id, sha: chain.commit.sha });
        }
      }
    }
  });

  it('never gives two things the same id', () => {
    const ids = history.chains.flatMap(chain => [
      chain.run.id,
      chain.pullRequest.id,
      ...chain.run.attempts.flatMap(a => a.jobs.map(job => job.id)),
      ...chain.deployments.map(d => d.id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('writes repositories that git finds sound, with a year of commits before the days', async () => {
    for (const { location } of organisation.repositories.slice(0, 4)) {
      const cwd = path.join(directory, 'full', location);
      const said = await git(['fsck', '--full', '--strict'], { cwd });
      expect(said.toString('utf8')).toBe('');
      const before = await git(
        [
          'rev-list',
          '--count',
          `--until=${Math.floor(anchor / 1000) - 60 * 86_400}`,
          'main',
        ],
        { cwd },
      );
      expect(Number(before.toString('utf8'))).toBeGreaterThan(50);
    }
  }, 60_000);

  it('tells commits and line counts as git has them', async () => {
    const [{ slug, location }] = organisation.repositories;
    const cwd = path.join(directory, 'full', location);
    for (const { commit, pullRequest } of history.chains
      .filter(chain => chain.repository === slug)
      .slice(-25)) {
      const shown = await git(
        ['show', '--format=%P %T', '--numstat', commit.sha],
        { cwd },
      );
      const [head, , ...files] = shown.toString('utf8').trim().split('\n');
      expect(head).toBe(`${commit.parentSha} ${commit.treeId}`);
      const sum = (column: number) =>
        files
          .map(line => Number(line.split('\t')[column]))
          .filter(lines => !Number.isNaN(lines))
          .reduce((a, b) => a + b, 0);
      expect([sum(0), sum(1)]).toEqual([
        commit.linesAdded,
        commit.linesDeleted,
      ]);
      const branch = await git(
        ['rev-parse', `refs/pull/${pullRequest.number}/head`],
        { cwd },
      );
      expect(branch.toString('utf8').trim()).toBe(pullRequest.headSha);
    }
  }, 60_000);

  it('has hot files, several authors, renames and binary files', async () => {
    const [{ location }] = organisation.repositories;
    const cwd = path.join(directory, 'full', location);
    const read = async (...args: string[]) =>
      (await git(['log', 'main', ...args], { cwd })).toString('utf8');
    const authors = new Set((await read('--format=%ae')).trim().split('\n'));
    expect(authors.size).toBeGreaterThanOrEqual(4);
    const counts = new Map<string, number>();
    for (const file of (await read('--format=', '--name-only')).split('\n')) {
      counts.set(file, (counts.get(file) ?? 0) + 1);
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(sorted[0]).toBeGreaterThan(5 * sorted[sorted.length >> 1]);
    expect(
      await read('-M', '--format=', '--diff-filter=R', '--name-status'),
    ).toMatch(/^R/);
    const binaries = await Promise.all(
      organisation.repositories.map(async repository =>
        (
          await git(['log', 'main', '--format=', '--numstat'], {
            cwd: path.join(directory, 'full', repository.location),
          })
        ).toString('utf8'),
      ),
    );
    expect(binaries.join('')).toMatch(/^-\t-\t/m);
  }, 60_000);

  it('gives the same commits and events for the same seed and time, and others for another seed', async () => {
    const [first, second, other] = await Promise.all([
      generate(path.join(directory, 'a'), 5, 60),
      generate(path.join(directory, 'b'), 5, 60),
      generate(path.join(directory, 'c'), 6, 60),
    ]);
    expect(second).toEqual(first);
    expect(other.chains.map(c => c.commit.sha)).not.toEqual(
      first.chains.map(c => c.commit.sha),
    );
  }, 120_000);
});
