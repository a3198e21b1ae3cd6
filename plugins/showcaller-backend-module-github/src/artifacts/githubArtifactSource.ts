import {
  Payload,
  VendorError,
  type DownloadHosts,
  type FinishedRun,
  type RunArtifact,
  type RunArtifactSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { repositoryPath, type GithubApi } from '../api/GithubApi';

const PER_PAGE = 100;
const MAX_PAGES = 10;
const RUN_ID = /^\d{1,20}$/;

/** An artifact, and what decides whether it is this attempt's. */
interface ListedArtifact extends RunArtifact {
  createdAt?: string;
  headSha?: string;
}

/**
 * Artifacts of runs of GitHub Actions. The listing is of all attempts of a run: what is older than the beginning of this one
 * belongs to another, and of one name the newest counts. Their content lies in a storage that GitHub redirects to.
 */
export function createGithubArtifactSource(options: {
  api: GithubApi;
  /** Where the redirect of a download may lead. */
  hosts: DownloadHosts;
}): RunArtifactSource {
  const { api, hosts } = options;
  return {
    id: 'github',
    wants: ({ runId, url }) =>
      RUN_ID.test(runId) &&
      url !== undefined &&
      URL.canParse(url) &&
      new URL(url).host === api.config.host,
    async list({ run, signal }) {
      const found: ListedArtifact[] = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const { json } = await api.request(run.repository, {
          path: repositoryPath(
            run.repository,
            'actions',
            'runs',
            run.runId,
            'artifacts',
          ),
          query: { per_page: PER_PAGE, page },
          signal,
        });
        const listed = Payload.of({ answer: json })
          .requireChild('answer')
          .children('artifacts')
          .map(readArtifact);
        found.push(...listed);
        if (listed.length < PER_PAGE) {
          break;
        }
      }
      return ofAttempt(found, run);
    },
    read: ({ run, artifact, maxBytes, signal }) =>
      api.download(run.repository, {
        path: repositoryPath(
          run.repository,
          'actions',
          'artifacts',
          artifact.id,
          'zip',
        ),
        accept: 'application/vnd.github+json',
        maxBytes,
        redirectTo: hosts,
        signal,
      }),
  };
}

function readArtifact(artifact: Payload): ListedArtifact {
  return {
    id: artifact.requireId('id'),
    name: artifact.requireText('name'),
    form: 'zip',
    bytes: artifact.number('size_in_bytes'),
    expired: artifact.flag('expired'),
    createdAt: artifact.time('created_at'),
    headSha: artifact.child('workflow_run')?.text('head_sha')?.toLowerCase(),
  };
}

function ofAttempt(found: ListedArtifact[], run: FinishedRun): RunArtifact[] {
  const other = found.find(
    ({ headSha }) => headSha !== undefined && headSha !== run.sha,
  );
  if (other) {
    throw new VendorError(
      `GitHub: the run ${run.runId} of ${run.repository} is of the commit ${other.headSha}, not of ${run.sha} as its webhook said; nothing is taken from it`,
      { kind: 'refused' },
    );
  }
  const begunAt = run.startedAt ? Date.parse(run.startedAt) : -Infinity;
  const newest = new Map<string, ListedArtifact>();
  for (const one of found) {
    const createdAt = one.createdAt ?? '';
    const isEarlier = one.createdAt && Date.parse(createdAt) < begunAt;
    const known = newest.get(one.name)?.createdAt ?? '';
    if (!isEarlier && (!newest.has(one.name) || createdAt > known)) {
      newest.set(one.name, one);
    }
  }
  return [...newest.values()].map(({ id, name, form, bytes, expired }) => ({
    id,
    name,
    form,
    bytes,
    expired,
  }));
}
