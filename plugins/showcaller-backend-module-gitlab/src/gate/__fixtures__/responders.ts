import type { GateEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  GateResponder,
  GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createGitlabClient } from '../../api/createGitlabClient';
import { createGateResponders } from '../createGateResponders';

export const NOW = new Date('2026-11-25T12:00:00Z');
export const SHA = 'a'.repeat(40);
export const PATH = '/api/v4/projects/7';
export const HEADERS = {
  authorization: 'Bearer the-token',
  'content-type': 'application/json',
  accept: 'application/json',
  'user-agent': 'showcaller',
};

/** A responder that asks the API at an address. */
export function responderOf(
  id: string,
  address: string,
  representedAs?: string,
): GateResponder {
  const config = {
    host: 'gitlab.example.com',
    apiBaseUrl: `${address}/api/v4`,
    token: 'the-token',
    reserve: 0.2,
    jobs: true,
  };
  const found = createGateResponders({
    client: createGitlabClient({ config, timeoutMs: 300, now: () => NOW }),
    apiConfig: config,
    gateConfig: {
      questions: {
        deploymentApprovals: true,
        statusChecks: true,
        commitStatus: true,
      },
      representedAs,
    },
  }).find(responder => responder.id === id);
  if (!found) {
    throw new Error(`There is no responder ${id}`);
  }
  return found;
}

/** A question whose answer is known. */
export function questionOf(
  verdict: GateEvaluation['verdict'],
  target: GateResponseRequest['target'] = {},
): GateResponseRequest {
  return {
    evaluation: {
      id: 'e-1',
      verdict,
      explanation: 'Allowed because the risk is low.',
      evidenceUrl: 'https://portal.example.com/gate/d-1',
      change: { repository: 'shop/payments', sha: SHA },
    } as GateEvaluation,
    target: {
      host: 'gitlab.example.com',
      project: 'Shop/Payments',
      projectId: 7,
      environment: 'production',
      ...target,
    },
    signal: new AbortController().signal,
  };
}

/** Every way in which a request can fail, and what is to be told of it. */
export const failures: Array<
  [answer: object, kind: string, retryable: boolean, retryAt: string]
> = [
  [
    { status: 401, body: { message: '401 Unauthorized' } },
    'refused',
    false,
    '',
  ],
  [{ status: 403, body: { message: '403 Forbidden' } }, 'refused', false, ''],
  [{ status: 404, body: { message: '404 Not found' } }, 'not-found', false, ''],
  [
    { status: 429, headers: { 'retry-after': '9' }, body: 'Retry later' },
    'rate-limited',
    true,
    '2026-11-25T12:00:09.000Z',
  ],
  [{ status: 500 }, 'unavailable', true, ''],
  [{ status: 503 }, 'unavailable', true, ''],
  [{ fault: 'hang' }, 'unavailable', true, ''],
  [
    { status: 302, headers: { location: 'https://evil.example.com/' } },
    'refused',
    false,
    '',
  ],
];
