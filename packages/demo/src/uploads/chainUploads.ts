import type { Service } from '../organisation/types';
import { junitReport } from '../quality/junitReport';
import { sbom } from '../quality/sbom';
import type { Chain } from '../simulation/types';
import { incidentUploads } from './incidentUploads';
import type { Upload } from './types';

/** A report is uploaded right after its job. */
const SOON = 200;

/** What the pipeline of a chain and the people on call tell Showcaller themselves, in the order in which it happened. */
export function chainUploads(options: {
  chain: Chain;
  service: Service;
}): Upload[] {
  const { chain, service } = options;
  const { quality } = chain;
  const uploads: Upload[] = [];
  for (const attempt of chain.run.attempts) {
    uploads.push({
      at: attempt.jobs[0].finishedAt + SOON,
      method: 'POST',
      path: evidencePath('junit', chain, 'unit', attempt.attempt),
      contentType: 'application/xml',
      body: () => junitReport({ service, quality, attempt }),
    });
  }
  const last = chain.run.attempts[chain.run.attempts.length - 1];
  const measuredAt = last.jobs[0].finishedAt;
  if (quality.benchmarks.length > 0) {
    uploads.push({
      at: measuredAt + SOON,
      method: 'POST',
      path: evidencePath('benchmark', chain, service.name, last.attempt),
      contentType: 'application/json',
      body: () =>
        JSON.stringify({
          measuredAt: new Date(measuredAt).toISOString(),
          benchmarks: quality.benchmarks.map(({ name, value }) => ({
            name,
            value,
            unit: 'ms',
          })),
        }),
    });
  }
  uploads.push({
    at: measuredAt + SOON,
    method: 'POST',
    path: evidencePath('sbom', chain, service.name, last.attempt),
    contentType: 'application/json',
    body: () =>
      JSON.stringify(
        sbom({
          service: service.name,
          packages: quality.packages,
          at: measuredAt,
        }),
      ),
  });
  return [...uploads, ...incidentUploads(chain)].sort((a, b) => a.at - b.at);
}

function evidencePath(
  kind: 'junit' | 'benchmark' | 'sbom',
  chain: Chain,
  name: string,
  attempt: number,
): string {
  const query = new URLSearchParams({
    repository: chain.repository,
    sha: chain.commit.sha,
    name,
    attempt: String(attempt),
  });
  return `evidence/${kind}?${query}`;
}
