import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { mockErrorHandler } from '@backstage/backend-test-utils';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import request from 'supertest';
import { waitFor } from '../risk/__fixtures__/waitFor';
import { readRawBody } from './readRawBody';

const MIB = 1024 * 1024;
const LIMIT = 1000;

/** Sends pieces until the server answers or hangs up; resolves with the number of bytes that were written. */
async function sendEndlessly(port: number, piece: Buffer): Promise<number> {
  const sending = http.request({ port, method: 'POST' });
  let answered = false;
  const over = new Promise<void>(resolve => {
    sending.on('close', resolve).on('error', () => resolve());
    sending.on('response', response => {
      answered = true;
      response.resume();
      resolve();
    });
  });
  let written = 0;
  while (!answered && !sending.destroyed) {
    written += piece.length;
    if (!sending.write(piece)) {
      await Promise.race([once(sending, 'drain'), over]);
    }
  }
  sending.destroy();
  await over;
  return written;
}

describe('readRawBody', () => {
  const bodies: Buffer[] = [];
  const failures: Error[] = [];
  const router = PromiseRouter();
  router.post('/', async (incoming, response) => {
    try {
      bodies.push(await readRawBody(incoming, LIMIT));
      response.status(204).end();
    } catch (error) {
      failures.push(error as Error);
      throw error;
    }
  });
  const server = express()
    .use(router)
    .use(mockErrorHandler())
    .listen(0, '127.0.0.1');

  beforeAll(() => once(server, 'listening'));
  afterEach(() => {
    bodies.length = 0;
    failures.length = 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  it.each([0, 1, LIMIT])('gives the exact %d bytes', async size => {
    const body = Buffer.from(Array.from({ length: size }, (_, i) => 255 - i));
    await request(server)
      .post('/')
      .set('content-type', 'application/octet-stream')
      .send(body)
      .expect(204);
    expect(bodies).toEqual([body]);
  });

  it.each([LIMIT + 1, 30 * MIB])(
    'lets the sender of %d bytes come to its end and see why they are refused',
    async size => {
      const response = await request(server)
        .post('/')
        .set('content-type', 'application/octet-stream')
        .send(Buffer.alloc(size));
      expect(response.status).toBe(413);
      expect(response.body.error.message).toContain(
        'The body has more than the 1000 bytes',
      );
      expect(bodies).toEqual([]);
    },
  );

  const port = () => (server.address() as AddressInfo).port;

  it('cuts off a body that does not end', async () => {
    const written = await sendEndlessly(port(), Buffer.alloc(MIB));
    expect(written).toBeGreaterThan(64 * MIB);
    expect(written).toBeLessThan(100 * MIB);
    expect(failures).toMatchObject([{ statusCode: 413 }]);
  });

  it('gives nothing of a body that breaks off', async () => {
    const sending = net.connect(port(), '127.0.0.1');
    sending.write(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nthe first half',
    );
    await once(server, 'request');
    sending.destroy();
    await waitFor(async () => {
      expect(failures).toMatchObject([{ name: 'InputError' }]);
    });
    expect(failures[0].message).toContain(
      'The sender hung up before the body was complete',
    );
    expect(bodies).toEqual([]);
  });
});
