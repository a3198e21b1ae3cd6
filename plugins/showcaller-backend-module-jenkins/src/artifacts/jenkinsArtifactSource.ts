import {
  Payload,
  VendorError,
  type RunArtifactSource,
  type VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import { jobPath } from '../api/createJenkinsClient';

/** A build on one of the configured instances. */
interface KnownBuild {
  client: VendorClient;
  /** `/job/shop/job/payments/7` */
  path: string;
}

const MAX_ARTIFACTS = 1_000;
const DEFAULT_INSTANCE = 'default';

/** Files that builds of Jenkins archived, named by their path below the workspace. Only the configured instances are asked. */
export function createJenkinsArtifactSource(options: {
  /** By name of the instance. */
  clients: ReadonlyMap<string, VendorClient>;
}): RunArtifactSource {
  const find = (runId: string): KnownBuild => {
    const build = findBuild(runId, options.clients);
    if (!build) {
      throw new VendorError(
        `Jenkins: ${runId} is no build on one of showcaller.jenkins.instances`,
        { kind: 'refused' },
      );
    }
    return build;
  };
  return {
    id: 'jenkins',
    wants: ({ runId }) => findBuild(runId, options.clients) !== undefined,
    async list({ run, signal }) {
      const { client, path } = find(run.runId);
      const { json } = await client.request({
        path: `${path}/api/json`,
        query: { tree: `artifacts[relativePath]{0,${MAX_ARTIFACTS}}` },
        signal,
      });
      return Payload.of({ answer: json })
        .requireChild('answer')
        .children('artifacts')
        .map(artifact => artifact.requireText('relativePath'))
        .filter(isBelow)
        .map(relativePath => ({
          id: relativePath,
          name: relativePath,
          form: relativePath.toLowerCase().endsWith('.zip') ? 'zip' : 'file',
        }));
    },
    async read({ run, artifact, maxBytes, signal }) {
      const { client, path } = find(run.runId);
      if (!isBelow(artifact.id)) {
        throw new VendorError(
          `${artifact.id} is no file below the artifacts of a build`,
          { kind: 'refused' },
        );
      }
      const file = artifact.id.split('/').map(encodeURIComponent).join('/');
      return client.download({
        path: `${path}/artifact/${file}`,
        maxBytes,
        signal,
      });
    },
  };
}

/** Of `jenkins-<instance>:<job>-<number>`; builds on the instance `default` have no prefix. */
function findBuild(
  runId: string,
  clients: ReadonlyMap<string, VendorClient>,
): KnownBuild | undefined {
  const [, told, number] = /^jenkins-(.+)-(\d{1,15})$/.exec(runId) ?? [];
  if (told === undefined) {
    return undefined;
  }
  const named = [...clients.keys()].find(name => told.startsWith(`${name}:`));
  const client = clients.get(named ?? DEFAULT_INSTANCE);
  const job = named === undefined ? told : told.slice(named.length + 1);
  return client && isBelow(job)
    ? { client, path: `${jobPath(job)}/${number}` }
    : undefined;
}

/** Whether a path stays below where it begins. */
function isBelow(path: string): boolean {
  return path
    .split('/')
    .every(part => part !== '' && part !== '.' && part !== '..');
}
