import {
  isVendorError,
  type GateResponder,
  type GateResponsePlan,
  type GateResponseRequest,
  Payload,
} from '@showcaller/backstage-plugin-showcaller-node';
import { GithubApi, repositoryPath } from '../api/GithubApi';
import { sendRequests } from '../feedback/sendPlanned';
import { gateTarget, refused } from './GateTarget';
import { commentOf } from './gateWords';
import { PROTECTION_RULE } from './names';

const states = { pass: 'approved', fail: 'rejected', pending: undefined };
/** Answers that GitHub took are remembered until they were looked for; nobody asks for this many at once. */
const MOST_TAKEN = 1_000;

/**
 * Answers a deployment protection rule of the portal's GitHub App. The payload that asked is not trusted: the run is read
 * again, and its commit and its waiting environment must be those that were decided on. While a person is waited for,
 * a comment without a state says so; GitHub takes ten of them.
 */
export function createProtectionRuleResponder(options: {
  api: GithubApi;
}): GateResponder {
  const { api } = options;
  const taken = new Set<string>();

  const read = async (
    request: GateResponseRequest,
    ...parts: string[]
  ): Promise<unknown> => {
    const { repository, text } = gateTarget(api, request);
    const { json } = await api.request(repository, {
      path: runPath(repository, text('runId'), ...parts),
      signal: request.signal,
    });
    return json;
  };

  /** Undefined when it waits for nobody any more. */
  const readWaiting = async (
    request: GateResponseRequest,
  ): Promise<{ run: Payload; waits: boolean }> => {
    const run = Payload.of((await read(request)) as object);
    const environment = gateTarget(api, request).text('environment');
    if (run.text('status') === 'completed') {
      return { run, waits: false };
    }
    const list = await read(request, 'pending_deployments');
    const pending = Payload.of({ list })
      .children('list')
      .map(one => one.child('environment')?.text('name'));
    return { run, waits: pending.includes(environment) };
  };

  /** Whether the history of the run has exactly this answer of ours. */
  const isTold = async (request: GateResponseRequest): Promise<boolean> => {
    const list = await read(request, 'approvals');
    const comment = commentOf(request.evaluation);
    return Payload.of({ list })
      .children('list')
      .some(entry => entry.text('comment') === comment);
  };

  return {
    id: PROTECTION_RULE,
    tellsProgress: true,
    describe: ({ owner, repo, runId, environment, host }) =>
      `run ${runId} of ${owner}/${repo} to ${environment} on ${host}`,

    async plan(request): Promise<GateResponsePlan> {
      const { evaluation } = request;
      const { repository, text } = gateTarget(api, request);
      const path = runPath(
        repository,
        text('runId'),
        'deployment_protection_rule',
      );
      const url = api.urlOf({ path });
      requireSameAddress(text('callbackUrl'), url);
      if (evaluation.status === 'PENDING') {
        return { requests: [] };
      }
      if (!(await api.isApp(repository))) {
        throw refused(
          'deployment protection rules are answered by a GitHub App only; integrations.github has the token of a person',
        );
      }
      const { run, waits } = await readWaiting(request);
      const sha = run.text('head_sha')?.toLowerCase();
      if (sha !== evaluation.change.sha.toLowerCase()) {
        throw refused(
          `run ${text('runId')} is of ${sha}, but the gate was asked about ${
            evaluation.change.sha
          }; nothing is answered`,
        );
      }
      if (!waits) {
        return {
          requests: [],
          note: `${text(
            'environment',
          )} waits for no answer any more (the run is ${
            run.text('status') ?? 'in a state that GitHub does not say'
          })`,
        };
      }
      if (await isTold(request)) {
        return { requests: [] };
      }
      const state = states[evaluation.verdict];
      return {
        requests: [
          {
            method: 'POST',
            url,
            body: {
              environment_name: text('environment'),
              ...(state && { state }),
              comment: commentOf(evaluation),
            },
          },
        ],
        ...(!state && {
          note: 'A comment only: the deployment goes on waiting',
        }),
      };
    },

    async apply(request) {
      const { plan, signal } = request;
      const { repository } = gateTarget(api, request);
      try {
        await sendRequests(api, {
          repository,
          requests: plan.requests,
          signal,
        });
      } catch (error) {
        // GitHub refuses what it was answered before, as after a crash between sending and noting it.
        const repeated = isVendorError(error) && error.status === 422;
        if (!repeated || (await readWaiting(request)).waits) {
          throw error;
        }
      }
      if (taken.size >= MOST_TAKEN) {
        taken.clear();
      }
      taken.add(keyOf(request));
    },

    async observe(request) {
      const { evaluation } = request;
      const { run, waits } = await readWaiting(request);
      const url = run.text('html_url');
      if (evaluation.status === 'PENDING') {
        return { answered: true, url };
      }
      // Other rules may still hold the environment back, and histories do not show every comment: that GitHub took the
      // answer counts as well.
      const answered =
        !waits || taken.has(keyOf(request)) || (await isTold(request));
      taken.delete(keyOf(request));
      return { answered, url };
    },
  };
}

function runPath(
  repository: string,
  runId: string,
  ...parts: string[]
): string {
  return repositoryPath(repository, 'actions', 'runs', runId, ...parts);
}

/** The address is built here and not taken from the payload; one that is another was not written by this GitHub. */
function requireSameAddress(told: string, own: string): void {
  const asked = URL.canParse(told) ? new URL(told).href.toLowerCase() : told;
  if (asked !== new URL(own).href.toLowerCase()) {
    throw refused(
      `the answer was to be sent to ${told}, which is not ${own}; nothing is sent anywhere`,
    );
  }
}

function keyOf({ target, evaluation }: GateResponseRequest): string {
  const { runId, environment } = target;
  return [runId, environment, evaluation.id, evaluation.status].join(' ');
}
