import { ShowcallerClient } from './ShowcallerClient';

function setUp(response: Response) {
  const fetch = jest.fn(async () => response);
  const client = ShowcallerClient.create({
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

describe('ShowcallerClient', () => {
  it.each<[string, (client: ShowcallerClient) => Promise<unknown>]>([
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
    ['risk/model', client => client.getModel()],
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
  ])('asks for %s', async (path, call) => {
    const { client, fetch } = setUp(json({ answer: 42 }));
    await expect(call(client)).resolves.toEqual({ answer: 42 });
    expect(fetch).toHaveBeenCalledWith(`${BASE}/${path}`, undefined);
  });

  it('posts the entity whose history is to be imported', async () => {
    const { client, fetch } = setUp(json({ entityRef: REF }));
    await client.startHistoryImport(REF);
    expect(fetch).toHaveBeenCalledWith(
      `${BASE}/delivery/imports`,
      expect.objectContaining({
        method: 'POST',
        body: JSON.stringify({ entityRef: REF }),
      }),
    );
  });

  it('posts what to replay', async () => {
    const { client, fetch } = setUp(json({ queued: 3 }));
    await expect(client.replay({ status: 'dead' })).resolves.toEqual({
      queued: 3,
    });
    expect(fetch).toHaveBeenCalledWith(
      `${BASE}/ingest/replay`,
      expect.objectContaining({ body: '{"status":"dead"}' }),
    );
  });

  it('says undefined for an entity that was never imported', async () => {
    const { client } = setUp(json({ error: { name: 'NotFoundError' } }, 404));
    await expect(client.getHistoryImport(REF)).resolves.toBeUndefined();
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
