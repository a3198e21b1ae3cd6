import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UploadClient } from './UploadClient';

const upload = {
  at: 0,
  method: 'PUT' as const,
  path: 'incidents/a-1',
  contentType: 'application/json',
  body: () => '{"title":"é"}',
};

describe('UploadClient', () => {
  let server: Server;
  let answers: Array<{ status: number; body: string }>;
  let seen: Array<Record<string, unknown>>;

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const { authorization, 'content-type': type } = request.headers;
        const body = Buffer.concat(chunks).toString('utf8');
        const { method, url } = request;
        seen.push({ method, url, authorization, type, body });
        const answer = answers.shift();
        response.writeHead(answer?.status ?? 500);
        response.end(answer?.body);
      });
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = () =>
    UploadClient.create({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      token: 'demo-token',
      signal: new AbortController().signal,
      firstWait: 1,
    }).send(upload);

  it('sends the document with the token, again while the receiver is busy or does not know its catalog yet', async () => {
    answers = [
      { status: 503, body: '' },
      { status: 404, body: 'the catalog is not read yet' },
      { status: 200, body: '{"id":"a-1"}' },
    ];
    await expect(send()).resolves.toBe('accepted');
    expect(seen).toHaveLength(3);
    expect(seen[2]).toEqual({
      method: 'PUT',
      url: '/api/showcaller/incidents/a-1',
      authorization: 'Bearer demo-token',
      type: 'application/json',
      body: '{"title":"é"}',
    });
  });

  it('knows a document that the receiver had before', async () => {
    answers = [{ status: 200, body: '{"id":"1","duplicate":true}' }];
    await expect(send()).resolves.toBe('duplicate');
  });

  it('says what to do when it is refused', async () => {
    answers = [{ status: 401, body: 'no' }];
    await expect(send()).rejects.toThrow(/with 401: no .*externalAccess/);
  });
});
