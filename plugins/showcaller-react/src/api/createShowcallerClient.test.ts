import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { createShowcallerClient } from './createShowcallerClient';

function setUp(response: Response) {
  const fetch = jest.fn(async () => response);
  const client = createShowcallerClient({
    discoveryApi: {
      getBaseUrl: async id => `http://portal.example/api/${id}`,
    },
    fetchApi: { fetch },
  });
  return { client, fetch };
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

const REF = 'component:default/payments-api';
const BASE = 'http://portal.example/api/showcaller';

describe('createShowcallerClient', () => {
  it.each<[string, (client: ShowcallerApi) => Promise<unknown>]>([
    [
      'risk/entities/component/default/payments-api',
      client => client.getEntityRisk(REF),
    ],
    [
      'risk/entities/component/default/payments-api/trend?days=90',
      client => client.getRiskTrend(REF, { days: 90 }),
    ],
    [
      'risk/entities/component/default/payments-api/trend',
      client => client.getRiskTrend(REF),
    ],
    [
      'risk/rollup/system/shop/payments',
      client => client.getRiskRollup('System:shop/payments'),
    ],
    ['risk/assessments/a%2Fb', client => client.getAssessment('a/b')],
    [
      'risk/assessments/a%2Fb/explanation',
      client => client.getRiskExplanation('a/b'),
    ],
    ['risk/labels/d%2F1', client => client.getLabel('d/1')],
    [
      'incidents/entities/component/default/payments-api?limit=5',
      client => client.getIncidents(REF, { limit: 5 }),
    ],
    ['risk/model', client => client.getModel()],
    ['risk/models', client => client.getModelHealth()],
    [
      'risk/models/c0ffee/evaluation',
      client => client.getModelEvaluation('c0ffee'),
    ],
    ['risk/drift', client => client.getDrift()],
    ['risk/feedback?days=90', client => client.getDecisionFeedback(90)],
    ['risk/reports', client => client.getFeedbackReports()],
    ['delivery/backfills', client => client.getBackfills()],
    [
      'delivery/entities/component/default/payments-api/deployments?limit=10&offset=20',
      client => client.getDeployments(REF, { limit: 10, offset: 20 }),
    ],
    [
      'delivery/entities/component/default/payments-api/runs',
      client => client.getPipelineRuns(REF),
    ],
    [
      'delivery/entities/component/default/payments-api/changes?limit=5',
      client => client.getChanges(REF, { limit: 5 }),
    ],
    ['delivery/unmapped', client => client.getUnmappedRepositories()],
    ['delivery/imports', client => client.getHistoryImports()],
    [
      'delivery/imports/component/default/payments-api',
      client => client.getHistoryImport(REF),
    ],
    ['ingest/sources', client => client.getIngestSources()],
    [
      'ingest/events?status=dead&source=github&limit=20',
      client =>
        client.getRawEvents({ status: 'dead', source: 'github', limit: 20 }),
    ],
    ['ingest/events/e1', client => client.getRawEvent('e1')],
    [
      'gate/entities/component/default/payments-api/decisions?limit=5',
      client => client.getGateDecisions(REF, { limit: 5 }),
    ],
    ['gate/decisions/d%2F1/detail', client => client.getGateDecision('d/1')],
    [
      'gate/approvals?scope=mine&limit=20',
      client => client.getApprovals({ scope: 'mine', limit: 20 }),
    ],
    ['gate/overrides', client => client.getOverrides()],
    [
      'evidence/artifacts/sha256%3Aab',
      client => client.getArtifactEvidence('sha256:ab'),
    ],
    ['policies', client => client.getPolicies()],
    ['audit', client => client.getAuditOverview()],
    [
      'audit/entries?action=gate.decided&limit=20',
      client => client.getAuditEntries({ action: 'gate.decided', limit: 20 }),
    ],
    ['audit/entries/7/proof', client => client.getAuditProof(7)],
  ])('asks for %s', async (path, call) => {
    const { client, fetch } = setUp(json({ answer: 42 }));
    await expect(call(client)).resolves.toEqual({ answer: 42 });
    expect(fetch).toHaveBeenCalledWith(`${BASE}/${path}`, undefined);
  });

  it.each<[string, object, (client: ShowcallerApi) => Promise<unknown>]>([
    [
      'delivery/imports',
      { entityRef: REF },
      client => client.startHistoryImport(REF),
    ],
    [
      'gate/decisions/d1/approvals',
      { verdict: 'approve', subjectHash: 'ab' },
      client =>
        client.voteOnDecision('d1', { verdict: 'approve', subjectHash: 'ab' }),
    ],
    [
      'gate/decisions/d1/overrides',
      { reason: 'checkout is down', incidentId: 'INC-1', subjectHash: 'ab' },
      client =>
        client.overrideDecision('d1', {
          reason: 'checkout is down',
          incidentId: 'INC-1',
          subjectHash: 'ab',
        }),
    ],
    [
      'gate/overrides/o1/confirmation',
      { verdict: 'confirm' },
      client => client.confirmOverride('o1', { verdict: 'confirm' }),
    ],
    [
      'ingest/replay',
      { status: 'dead' },
      client => client.replay({ status: 'dead' }),
    ],
    [
      'risk/labels/d1/correction',
      { outcome: 'clean', reason: 'the network was down' },
      client =>
        client.correctLabel('d1', {
          outcome: 'clean',
          reason: 'the network was down',
        }),
    ],
    ['risk/models/train', {}, client => client.startTraining()],
    ['risk/models/train/t1/cancel', {}, client => client.cancelTraining('t1')],
    [
      'risk/models/c0ffee/promote',
      { reason: 'better' },
      client => client.promoteModel('c0ffee', 'better'),
    ],
    [
      'risk/models/rollback',
      { reason: 'worse' },
      client => client.rollBackModel('worse'),
    ],
    [
      'delivery/backfills',
      { entityRef: REF, days: 90 },
      client => client.startBackfill({ entityRef: REF, days: 90 }),
    ],
    [
      'delivery/backfills/component/default/payments-api/cancel',
      {},
      client => client.cancelBackfill(REF),
    ],
  ])('posts to %s', async (path, body, call) => {
    const { client, fetch } = setUp(json({ answer: 42 }));
    await expect(call(client)).resolves.toEqual({ answer: 42 });
    expect(fetch).toHaveBeenCalledWith(
      `${BASE}/${path}`,
      expect.objectContaining({ method: 'POST', body: JSON.stringify(body) }),
    );
  });

  it.each<[string, (client: ShowcallerApi) => Promise<unknown>]>([
    ['an import of that entity', client => client.getHistoryImport(REF)],
    ['such a deployment', client => client.getLabel('d1')],
    ['a back-test yet', client => client.getModelEvaluation('c0ffee')],
    ['a drift report yet', client => client.getDrift()],
  ])('says undefined where there is not %s', async (_, call) => {
    const { client } = setUp(json({ error: { name: 'NotFoundError' } }, 404));
    await expect(call(client)).resolves.toBeUndefined();
  });

  it('rejects with the status and the message of the backend', async () => {
    const { client } = setUp(
      json(
        {
          error: { name: 'NotAllowedError', message: 'Needs showcaller.read' },
          response: { statusCode: 403 },
        },
        403,
      ),
    );
    await expect(client.getEntityRisk(REF)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      body: { error: { message: 'Needs showcaller.read' } },
    });
  });

  it('rejects an unknown entity as an error, not as an empty risk', async () => {
    const { client } = setUp(json({ error: { name: 'NotFoundError' } }, 404));
    await expect(client.getEntityRisk(REF)).rejects.toMatchObject({
      statusCode: 404,
    });
  });
});
