import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { createHealthRouter } from './healthRouter';

const model = { id: 'prior', version: '1', runtime: 'typescript' as const };

function appWith(raw: () => Promise<unknown>) {
  const knex = { raw } as unknown as Knex;
  return express().use(
    '/health',
    createHealthRouter({
      knex,
      model: { card: model },
      queues: { risk: async () => ({ waiting: 3, oldestSeconds: 2 }) },
    }),
  );
}

describe('health', () => {
  it('tells the model and how long work has been waiting', async () => {
    const response = await request(appWith(async () => [])).get('/health');
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      status: 'ok',
      model,
      queues: { risk: { waiting: 3, oldestSeconds: 2 } },
    });
  });

  it('answers 503 while the database fails', async () => {
    const app = appWith(async () => {
      throw new Error('connection refused');
    });
    const response = await request(app).get('/health');
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({
      status: 'unavailable',
      reason: 'the database does not answer',
    });
  });
});
