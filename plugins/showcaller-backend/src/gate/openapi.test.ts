import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import SwaggerParser from '@apidevtools/swagger-parser';
import { readFile } from 'node:fs/promises';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import path from 'node:path';
import request, { type Response } from 'supertest';
import { parse } from 'yaml';
import { openDatabase } from '../database/openDatabase';
import { createGate, question, revisions } from './__testUtils__/createGate';
import { flaggerHooks } from './hooks/flagger';

jest.setTimeout(60_000);

const FILE = path.join(__dirname, '..', '..', 'openapi', 'gate.yaml');
const FLAGGER_TOKEN = 'flagger-secret';

interface Described {
  paths: Record<
    string,
    Record<
      string,
      {
        responses: Record<
          string,
          { content?: Record<string, { schema: object }> }
        >;
        parameters?: Array<{ name: string; schema: { enum?: string[] } }>;
      }
    >
  >;
}

describe('the description of the gate', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let described: Described;

  beforeAll(async () => {
    described = (await SwaggerParser.validate(
      parse(await readFile(FILE, 'utf8')),
    )) as unknown as Described;
  });

  /** Says what of an answer is not as described. */
  function errorsOf(operation: string, answer: Response): unknown {
    const [method, route] = operation.split(' ');
    const responses = described.paths[route]?.[method]?.responses;
    const response = responses?.[String(answer.status)];
    if (!response) {
      return `${operation} is not described to answer ${answer.status}: ${answer.text}`;
    }
    const schema = response.content?.['application/json']?.schema;
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    const validate = ajv.compile(schema ?? {});
    return validate(answer.body) ? undefined : validate.errors;
  }

  it('is a valid OpenAPI document', () => {
    expect(Object.keys(described.paths).length).toBeGreaterThan(10);
  });

  it('names every hook of Flagger', () => {
    const [hook] =
      described.paths['/gate/hooks/flagger/{hook}'].post.parameters ?? [];
    expect([...(hook.schema.enum ?? [])].sort()).toEqual(
      [...Object.keys(flaggerHooks), 'event'].sort(),
    );
  });

  it('says what the routes answer', async () => {
    const knex = await openDatabase({
      database: mockServices.database({
        knex: await databases.init('SQLITE_3'),
      }),
    });
    const { app, room } = await createGate({
      knex,
      config: { flaggerToken: FLAGGER_TOKEN, deadlineSeconds: 2 },
    });
    const client = request(app);
    const as = mockCredentials.user.header();
    const get = (to: string) =>
      client.get(`/gate/${to}`).set('Authorization', as);
    const post = (to: string, body: object) =>
      client.post(`/gate/${to}`).set('Authorization', as).send(body);
    const nobody = mockCredentials.none.header();
    const entity = 'entities/component/default/payments';

    const asked = await post('evaluations', question());
    const blocked = await post(
      'evaluations?wait=20s',
      question({
        sha: revisions.large,
        artifact: { digest: `sha256:${'a'.repeat(64)}` },
        inputs: { ticket: 'CHG-1' },
        identifier: 'deploy',
      }),
    );
    const { id, decisionId } = blocked.body;
    const flagger = {
      name: 'payments',
      namespace: 'production',
      metadata: { sha: revisions.small, token: FLAGGER_TOKEN },
    };
    const canary = {
      entityRef: 'component:default/payments',
      environment: 'production',
      canaryHash: '6f7d',
      step: 25,
      sha: revisions.small,
    };
    const answers: Array<[string, Response]> = [
      ['post /gate/evaluations', asked],
      ['post /gate/evaluations', blocked],
      [
        'post /gate/evaluations',
        await post(
          'evaluations?wait=20s',
          question({ sha: revisions.unknown }),
        ),
      ],
      ['post /gate/evaluations', await post('evaluations', {})],
      [
        'post /gate/evaluations',
        await client
          .post('/gate/evaluations')
          .set('Authorization', nobody)
          .send(question()),
      ],
      ['get /gate/evaluations/{id}', await get(`evaluations/${id}`)],
      ['get /gate/evaluations/{id}', await get('evaluations/none')],
      ['get /gate/decisions/{id}', await get(`decisions/${decisionId}`)],
      [
        'get /gate/decisions/{id}/detail',
        await get(`decisions/${decisionId}/detail`),
      ],
      [
        'get /gate/entities/{kind}/{namespace}/{name}/decisions',
        await get(`${entity}/decisions`),
      ],
      [
        'get /gate/entities/{kind}/{namespace}/{name}/evaluations',
        await get(`${entity}/evaluations`),
      ],
      ['get /gate/canary/{id}/verdict', await get(`canary/${id}/verdict`)],
      ['post /gate/canary/verdict', await post('canary/verdict', canary)],
      [
        'post /gate/hooks/flagger/{hook}',
        await client.post('/gate/hooks/flagger/confirm-rollout').send(flagger),
      ],
      [
        'post /gate/hooks/flagger/{hook}',
        await client.post('/gate/hooks/flagger/rollback').send(flagger),
      ],
      [
        'post /gate/hooks/flagger/{hook}',
        await client.post('/gate/hooks/flagger/event').send(flagger),
      ],
      [
        'post /gate/hooks/flagger/{hook}',
        await client
          .post('/gate/hooks/flagger/rollout')
          .send({ ...flagger, metadata: { token: 'guessed' } }),
      ],
      [
        'post /gate/ci/evaluations',
        await client
          .post('/gate/ci/evaluations')
          .set('Authorization', 'Bearer a.b.c')
          .send(question()),
      ],
      [
        'get /gate/ci/evaluations/{id}',
        await client.get(`/gate/ci/evaluations/${id}`),
      ],
    ];
    for (const [operation, answer] of answers) {
      expect([operation, answer.status, errorsOf(operation, answer)]).toEqual([
        operation,
        answer.status,
        undefined,
      ]);
    }
    const text = await get('openapi.yaml');
    expect(text.text).toContain('openapi: 3.1.0');
    await room.stop();
  });
});
