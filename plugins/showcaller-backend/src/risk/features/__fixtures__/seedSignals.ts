import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { commit } from '../../__fixtures__/commit';

const ENTITY = 'component:default/payments';
const REPOSITORY = 'shop/payments';

/** One of everything that features are collected from, in one revision's past at a time. */
export async function seedSignals(
  knex: Knex,
  options: {
    /** Tells ids of several seeds apart. */
    name: string;
    at: Date;
    /** Revision that tests, runs and documents are of. */
    sha: string;
    /** Revision that a failed deployment had, and one that it was rolled back to. */
    failedSha: string;
    previousSha: string;
  },
): Promise<void> {
  const { name, sha, failedSha, previousSha } = options;
  const minute = (offset: number) =>
    new Date(options.at.getTime() + offset * 60_000).toISOString();
  const fact = (index: number, author: string): ChangeFacts =>
    commit({
      sha: `${name}${index}`.padEnd(40, '0'),
      committedAt: minute(index),
      authorHash: author,
    });
  await knex('change_facts').insert(
    [fact(0, 'ann'), fact(1, 'bob')].map(facts => ({
      repository: REPOSITORY,
      sha: facts.sha,
      committed_at: facts.committedAt,
      generation: 1,
      facts: JSON.stringify(facts),
    })),
  );
  const deployment = (
    id: string,
    of: string,
    offset: number,
    status: string,
  ) => ({
    id: `${name}-${id}`,
    repository: REPOSITORY,
    deployment_id: id,
    sha: of,
    environment: 'prod',
    status,
    entity_ref: ENTITY,
    requested_at: minute(offset),
    finished_at: status === 'running' ? null : minute(offset + 1),
    first_received_at: minute(offset),
  });
  await knex('deployment').insert([
    deployment('1', previousSha, 0, 'succeeded'),
    deployment('2', failedSha, 2, 'succeeded'),
    deployment('3', previousSha, 4, 'succeeded'),
    deployment('4', failedSha, 6, 'failed'),
    deployment('5', previousSha, 8, 'running'),
  ]);
  await knex('incident').insert({
    id: name,
    entity_ref: ENTITY,
    deployment_id: `${name}-2`,
    opened_at: minute(3),
    source: 'test',
  });
  const run = (attempt: number) => ({
    id: `${name}-run-${attempt}`,
    repository: REPOSITORY,
    run_id: name,
    attempt,
    status: 'success',
    sha,
    sort_at: minute(attempt),
  });
  await knex('pipeline_run').insert([run(1), run(2)]);
  const document = (kind: string, id: string, of: string, offset: number) => ({
    id: `${name}-${id}`,
    kind,
    repository: REPOSITORY,
    sha: of,
    name: 'default',
    attempt: 1,
    digest: `${name}-${id}`,
    bytes: 1,
    status: 'read',
    tests_passed: kind === 'junit' ? 90 : null,
    tests_failed: kind === 'junit' ? 10 : null,
    tests_skipped: kind === 'junit' ? 0 : null,
    tests_retried: kind === 'junit' ? 0 : null,
    observed_at: minute(offset),
    received_at: minute(offset),
    uploaded_by: 'test',
  });
  await knex('evidence_document').insert([
    document('junit', 'j0', previousSha, 0),
    document('junit', 'j1', sha, 5),
    document('benchmark', 'b0', previousSha, 0),
    document('benchmark', 'b1', sha, 5),
    document('sbom', 's1', sha, 5),
  ]);
  const measured = (id: string, of: string, value: number, offset: number) => ({
    document_id: `${name}-${id}`,
    name: 'parse',
    repository: REPOSITORY,
    suite: 'default',
    sha: of,
    value,
    unit: 'ms',
    higher_is_better: false,
    observed_at: minute(offset),
  });
  await knex('benchmark_result').insert([
    measured('b0', previousSha, 100, 0),
    measured('b1', sha, 125, 5),
  ]);
  await knex('sbom_document').insert({
    document_id: `${name}-s1`,
    repository: REPOSITORY,
    sha,
    packages: '[]',
    vulnerable: 4,
    observed_at: minute(5),
  });
  await knex('test_case')
    .insert({
      repository: REPOSITORY,
      suite: 'default',
      test: 't',
      title: 'T',
      first_seen_at: minute(0),
      last_seen_at: minute(0),
    })
    .onConflict(['repository', 'suite', 'test'])
    .ignore();
  await knex('test_result').insert({
    document_id: `${name}-j1`,
    test: 't',
    repository: REPOSITORY,
    suite: 'default',
    sha,
    passes: 1,
    failures: 3,
    observed_at: minute(5),
  });
}
