import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  cdEventType,
  createCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { readCdEvents } from './readCdEvents';

const event = createCdEvent({
  id: '1',
  type: cdEventType('service.deployed'),
  source: 'https://cd.example.com',
  timestamp: '2026-11-20T10:00:00Z',
  subject: {
    id: 'payments',
    content: {
      environment: { id: 'production' },
      artifactId: 'pkg:oci/payments@1',
    },
  },
});
const cloudEvent = {
  specversion: '1.0',
  id: '1',
  source: 'https://cd.example.com',
  type: event.context.type,
  datacontenttype: 'application/json',
  data: event,
};
const read = (value: unknown, headers: Record<string, string> = {}) =>
  readCdEvents({
    body: Buffer.from(
      typeof value === 'string' ? value : JSON.stringify(value),
    ),
    headers,
  });

const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-node',
    '../../../shared/data/webhooks',
  ),
);
const real = ['cdevents', 'jenkins']
  .map(name => path.join(folder, name))
  .filter(existsSync)
  .flatMap(one => readdirSync(one).map(name => path.join(one, name)))
  .filter(file => /cdevents.*\.json$/.test(file));

describe('readCdEvents', () => {
  it.each([
    ['the event itself', event],
    ['structured mode', cloudEvent],
    ['data that is a text', { ...cloudEvent, data: JSON.stringify(event) }],
    [
      'data in base64',
      {
        ...cloudEvent,
        data: undefined,
        data_base64: Buffer.from(JSON.stringify(event)).toString('base64'),
      },
    ],
    ['a batch of one', [cloudEvent]],
  ])('reads %s', (_, value) => {
    expect(read(value)).toEqual([event]);
  });

  it('reads binary mode, whose headers must say the same as the body', () => {
    expect(read(event, { 'ce-type': event.context.type })).toEqual([event]);
    expect(() =>
      read(event, { 'ce-type': 'dev.cdevents.service.removed.0.3.0' }),
    ).toThrow(
      'The header ce-type says dev.cdevents.service.removed.0.3.0, and the event in the body dev.cdevents.service.deployed.0.3.0',
    );
  });

  it('says which event of a batch is wrong', () => {
    expect(() =>
      read([cloudEvent, { ...cloudEvent, data: { context: {} } }]),
    ).toThrow('Event 2 of the batch is no valid CDEvent: /context/type');
  });

  it.each([
    ['{', 'The body is no JSON'],
    ['[]', '1 to 500'],
    ['null', '/context/type must be a string'],
    ['7', '/context/type must be a string'],
    ['{"specversion":"1.0","type":"com.example.thing"}', '/context/type'],
    [JSON.stringify(Array(501).fill(1)), 'has 501 events'],
  ])('refuses %.60s', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('keeps the start and the end of a build of the Jenkins plugin apart', () => {
    const flat = (predicate: string, more: object) =>
      read({
        specversion: '0.3',
        id: '167',
        source: 'job/',
        type: `dev.cdevents.pipelinerun.${predicate}.0.1.0`,
        time: '2026-11-20T10:00:00+01:00',
        pipelinename: 'web',
        url: 'job/web/167/',
        data: { build: { number: 167, fullUrl: 'https://ci/job/web/167/' } },
        ...more,
      })[0];
    const started = flat('started', {});
    const finished = flat('finished', { outcome: 'unstable', errors: '' });
    expect([started, finished].map(one => one.subject)).toEqual([
      {
        id: 'web#167',
        content: { pipelineName: 'web', uri: 'https://ci/job/web/167/' },
      },
      {
        id: 'web#167',
        content: {
          pipelineName: 'web',
          uri: 'https://ci/job/web/167/',
          outcome: 'error',
        },
      },
    ]);
    expect(started.context.id).not.toBe(finished.context.id);
    expect(started.context.timestamp).toBe('2026-11-20T09:00:00.000Z');
  });
});

(real.length > 0 ? describe : describe.skip)('published events', () => {
  it.each(real)('reads %s', file => {
    expect(readCdEvents({ body: readFileSync(file) })).toHaveLength(1);
  });
});
