import {
  Payload,
  VendorError,
  type DownloadHosts,
  type FinishedRun,
  type RunArtifact,
  type RunArtifactSource,
  type VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';

const PER_PAGE = 100;
const MAX_PAGES = 10;
const RUN_ID = /^gitlab-(\d{1,20})$/;

/** `/projects/shop%2Fpayments/…`; every part percent-encoded. */
function projectPath(run: FinishedRun, ...parts: string[]): string {
  return ['projects', run.repository, ...parts]
    .map(part => `/${encodeURIComponent(part)}`)
    .join('');
}

/**
 * Artifacts of GitLab's pipelines: one archive for each job that keeps files, named like the job. Of a job that was retried
 * the last try counts.
 */
export function createGitlabArtifactSource(options: {
  client: VendorClient;
  /** Of the configured GitLab: `gitlab.com`. */
  host: string;
  /** Where the redirect of a download may lead. */
  hosts: DownloadHosts;
}): RunArtifactSource {
  const { client, host, hosts } = options;
  return {
    id: 'gitlab',
    wants: ({ runId, url }) =>
      RUN_ID.test(runId) &&
      url !== undefined &&
      URL.canParse(url) &&
      new URL(url).host === host,
    async list({ run, signal }) {
      const pipeline = RUN_ID.exec(run.runId)?.[1] ?? '';
      const found: RunArtifact[] = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const { json } = await client.request({
          path: projectPath(run, 'pipelines', pipeline, 'jobs'),
          query: { per_page: PER_PAGE, page },
          signal,
        });
        const jobs = Payload.of({ jobs: json }).children('jobs');
        found.push(...jobs.flatMap(job => readArtifact(job, run)));
        if (jobs.length < PER_PAGE) {
          break;
        }
      }
      return found;
    },
    read: ({ run, artifact, maxBytes, signal }) =>
      client.download({
        path: projectPath(run, 'jobs', artifact.id, 'artifacts'),
        maxBytes,
        redirectTo: hosts,
        signal,
      }),
  };
}

/** None for a job that keeps no archive; its log and reports are none. */
function readArtifact(job: Payload, run: FinishedRun): RunArtifact[] {
  const sha = job.child('pipeline')?.text('sha')?.toLowerCase();
  if (sha !== undefined && sha !== run.sha) {
    throw new VendorError(
      `GitLab: the pipeline ${run.runId} of ${run.repository} is of the commit ${sha}, not of ${run.sha} as its webhook said; nothing is taken from it`,
      { kind: 'refused' },
    );
  }
  const file = job.child('artifacts_file');
  return file?.text('filename') === undefined
    ? []
    : [
        {
          id: job.requireId('id'),
          name: job.requireText('name'),
          form: 'zip',
          bytes: file.number('size'),
        },
      ];
}
