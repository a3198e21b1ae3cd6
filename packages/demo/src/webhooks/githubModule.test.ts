import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  validateCdEvent,
  type CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { createGithubWebhookSource } from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import { demoCatalog } from '../organisation/demoCatalog.testing';
import { readOrganisation } from '../organisation/readOrganisation';
import { webhookRequest } from '../sending/webhookRequest';
import { generateHistory } from '../simulation/generateHistory';
import type { Chain } from '../simulation/types';
import { chainContext } from './ChainContext';
import { chainDeliveries } from './chainDeliveries';

const organisation = readOrganisation(demoCatalog);
const source = createGithubWebhookSource({
  secrets: ['shared secret'],
  identitySalt: 'salt',
});

describe('what the demo sends, as the GitHub module takes it', () => {
  let chains: Chain[];
  const events: CdEvent[] = [];

  beforeAll(async () => {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'showcaller-'));
    ({ chains } = await generateHistory({
      organisation,
      directory,
      seed: 4,
      anchor: Date.UTC(2026, 10, 20, 16),
      days: 20,
      deployments: 150,
    }));
    await fs.rm(directory, { recursive: true, force: true });
  }, 60_000);

  it('is signed rightly, and every event of it is mapped to valid CDEvents', () => {
    for (const chain of chains) {
      const context = chainContext(organisation, chain);
      for (const delivery of chainDeliveries(context, 'h')) {
        const request = webhookRequest(delivery, 'shared secret');
        expect(source.verify(request)).toMatchObject({ ok: true });
        expect(source.envelope(request)).toEqual({
          deliveryId: delivery.id,
          eventType: delivery.event,
        });
        const mapped = source.map({
          ...request,
          eventType: delivery.event,
          receivedAt: '2026-11-20T16:00:00Z',
        });
        expect(mapped).toHaveProperty('events');
        for (const event of 'events' in mapped ? mapped.events : []) {
          expect(validateCdEvent(event)).toMatchObject({ valid: true });
          events.push(event);
        }
      }
    }
  });

  it('tells every deployment of its commit, and how it ended', () => {
    const ofType = (part: string) =>
      events.filter(event => event.context.type.includes(part)).length;
    const deployments = chains.flatMap(chain => chain.deployments);
    const failed = deployments.filter(d => d.outcome === 'failure');
    expect(ofType('deployment.requested')).toBe(deployments.length);
    expect(ofType('deployment.failed')).toBe(failed.length);
    expect(ofType('service.deployed')).toBe(deployments.length - failed.length);
    expect(ofType('change.merged')).toBe(chains.length);
  });
});
