import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { demoCatalog } from '../organisation/demoCatalog.testing';
import { readOrganisation } from '../organisation/readOrganisation';
import { generateHistory } from '../simulation/generateHistory';
import type { Chain } from '../simulation/types';
import { chainUploads } from './chainUploads';

const organisation = readOrganisation(demoCatalog);

describe('chainUploads', () => {
  let chains: Chain[];

  beforeAll(async () => {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'showcaller-'));
    ({ chains } = await generateHistory({
      organisation,
      directory,
      seed: 3,
      anchor: Date.UTC(2026, 10, 20, 16),
      days: 30,
      deployments: 600,
    }));
    await fs.rm(directory, { recursive: true, force: true });
  }, 60_000);

  function find(matches: (chain: Chain) => boolean) {
    const chain = chains.find(matches);
    const service = organisation.repositories
      .flatMap(({ services }) => services)
      .find(({ name }) => name === chain?.service);
    if (!chain || !service) {
      throw new Error('The seed gives no such chain; take another');
    }
    return { chain, service, uploads: chainUploads({ chain, service }) };
  }

  it('reports a flaky test as failed in the first attempt and as passed in the second', () => {
    const { chain, uploads } = find(
      ({ quality, run }) =>
        quality.flakyTests.length > 0 &&
        quality.brokenTests.length === 0 &&
        run.attempts.length === 2,
    );
    const reports = uploads.filter(({ path: p }) => p.includes('junit'));
    const failures = reports.map(report =>
      [...report.body().matchAll(/name="([^"]+)" time="[^"]+"><failure/g)].map(
        ([, name]) => name,
      ),
    );
    expect(new Set(failures[0])).toEqual(new Set(chain.quality.flakyTests));
    expect(failures[1]).toEqual([]);
    expect(reports.map(({ path: p }) => p.slice(-9))).toEqual([
      'attempt=1',
      'attempt=2',
    ]);
  });

  it('counts tests and failures of each suite as JUnit does, at the time of the job', () => {
    const { chain, uploads } = find(
      ({ quality }) => quality.brokenTests.length > 0,
    );
    const report = uploads.find(({ path: p }) => p.includes('junit'))?.body();
    const suites = [
      ...(report ?? '').matchAll(
        /<testsuite name="(\w+)" tests="(\d+)" failures="(\d+)".*timestamp="([^"]+)"/g,
      ),
    ];
    expect(suites.length).toBeGreaterThan(2);
    for (const [, suite, tests, failures, timestamp] of suites) {
      const cases = (report ?? '').split(`<testcase classname="${suite}"`);
      expect(cases.length - 1).toBe(Number(tests));
      expect(
        cases.slice(1).filter(text => /^[^\n]*<failure/.test(text)).length,
      ).toBe(Number(failures));
      expect(Date.parse(timestamp)).toBe(
        chain.run.attempts[0].jobs[0].startedAt,
      );
    }
  });

  it('measures the important services, and lists the libraries', () => {
    const { chain, service, uploads } = find(
      ({ quality }) => quality.benchmarks.length > 0,
    );
    const parsed = (kind: string) =>
      JSON.parse(
        uploads
          .find(({ path: p }) => p.startsWith(`evidence/${kind}`))
          ?.body() ?? 'null',
      );
    expect(service.criticality).toBeLessThanOrEqual(2);
    expect(parsed('benchmark').benchmarks).toHaveLength(3);
    expect(parsed('sbom').components).toHaveLength(12);
    expect(uploads[0].path).toContain(`sha=${chain.commit.sha}`);
  });

  it('opens an incident after a deployment to production, and resolves it', () => {
    const { chain, uploads } = find(({ incidents }) => incidents.length > 0);
    const [opened, resolved] = uploads.slice(-2);
    expect([opened.method, opened.path]).toEqual([
      'PUT',
      `incidents/${chain.incidents[0].id}`,
    ]);
    expect(resolved.path).toBe(opened.path);
    const production = chain.deployments.find(d => d.tier === 'production');
    expect(opened.at).toBeGreaterThan(production?.finishedAt ?? Infinity);
    expect(JSON.parse(opened.body())).not.toHaveProperty('resolvedAt');
    expect(JSON.parse(resolved.body()).resolvedAt).toBe(
      new Date(resolved.at).toISOString(),
    );
  });

  it('has incidents after a few of the deployments to production, and slower changes that fail more often', () => {
    const production = chains.flatMap(({ deployments }) =>
      deployments.filter(({ tier }) => tier === 'production'),
    );
    const incidents = chains.flatMap(chain => chain.incidents);
    expect(incidents.length / production.length).toBeGreaterThan(0.03);
    expect(incidents.length / production.length).toBeLessThan(0.15);
    const failed = (some: Chain[]) =>
      some.filter(chain =>
        chain.deployments.some(({ outcome }) => outcome === 'failure'),
      ).length / some.length;
    const deployed = chains.filter(({ deployments }) => deployments.length > 0);
    expect(failed(deployed.filter(c => c.evidence.slower))).toBeGreaterThan(
      failed(deployed.filter(c => !c.evidence.slower)),
    );
  });
});
