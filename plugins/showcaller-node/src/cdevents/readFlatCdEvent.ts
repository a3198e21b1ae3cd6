import { Payload } from '../mapping/Payload';

const TYPE = /^dev\.cdevents\.(pipelinerun|taskrun)\.[a-z]+\.0\.\d+\.\d+$/;

/**
 * The flat CloudEvents of the first CDEvents SDKs, as the CDEvents plugin of Jenkins writes them: fields of the subject
 * are attributes beside `id` and `type`, and `data` is the tool's own. Undefined for anything else.
 *
 * Their `id` is the number of the build, the same for its start and its end; who started it is not taken over.
 *
 * @internal
 */
export function readFlatCdEvent(
  attributes: Record<string, unknown>,
): object | undefined {
  const flat = Payload.of(attributes);
  const type = flat.text('type') ?? '';
  const kind = TYPE.exec(type)?.[1];
  const at = flat.time('time');
  const id = flat.text('id') ?? flat.number('id')?.toString();
  const source = flat.text('source');
  if (!kind || !at || !id || !source) {
    return undefined;
  }
  const data = flat.child('data');
  const build = data?.child('build');
  const run = flat.text('pipelinename') ?? flat.text('taskname');
  const path = build?.text('url') ?? flat.text('url') ?? '';
  const number = build?.number('number') ?? numberIn(path);
  const runId = number === undefined ? `queue-${id}` : String(number);
  const stage = data?.text('stageNodeUrl');
  return withoutUndefined({
    context: {
      version: '0.1.0',
      id: [id, type, at].join(' '),
      source,
      type,
      timestamp: at,
    },
    subject: {
      id: kind === 'taskrun' ? stage ?? `${run}#${id}` : `${run}#${runId}`,
      content: {
        ...(kind === 'taskrun'
          ? {
              taskName: data?.text('stageName') ?? run,
              pipelineRun: { id: `${run}#${runId}` },
            }
          : { pipelineName: run }),
        url: build?.text('fullUrl') ?? data?.text('url') ?? flat.text('url'),
        outcome: flat.text('outcome'),
        errors: flat.text('errors'),
      },
    },
    customData: {
      sha: build?.child('scmState')?.text('commit'),
      branch: build?.child('scmState')?.text('branch'),
      repositoryUrl: build?.child('scmState')?.text('url'),
      rawOutcome: build?.text('status'),
      runId,
    },
  });
}

function withoutUndefined(value: object): object {
  return JSON.parse(JSON.stringify(value));
}

/** `job/name/167/` is of build 167. */
function numberIn(path: string): number | undefined {
  const number = /\/(\d+)\/?$/.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}
