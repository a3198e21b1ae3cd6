import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { NoDataError } from '../Suite';
import { webhooksSuite } from './webhooks';

const repository = { full_name: 'shop/payments' };
const ping = JSON.stringify({ hook_id: 1, repository });

describe('webhooksSuite', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'showcaller-bench-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function run(files: Record<string, string>) {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    return webhooksSuite.run({
      dataFolder: path.join(folder, 'webhooks'),
      seed: 1,
      progress: () => {},
    });
  }

  it('counts what was mapped, what is valid, what is unmapped and what failed', async () => {
    const { json, tables } = await run({
      'webhooks/github/ping.json': ping,
      'webhooks/github/star.created.json': '{}',
      'webhooks/github/push.json': '{}',
      'webhooks/github/push.created.SCHEMA.json': '{}',
      'webhooks/nobody/event.json': '{}',
      'webhooks/README.md': 'text',
    });
    expect(json).toEqual({
      github: {
        files: 3,
        mapped: 1,
        schema_valid: 1,
        unmapped: ['star.created.json'],
        failed: 1,
        events: 1,
      },
      missing: [
        'cdevents-schemas',
        'github/push.created.SCHEMA.json',
        'nobody',
      ],
    });
    expect(tables.map(({ title }) => title)).toEqual([
      expect.stringContaining('Webhook payloads'),
      'Unmapped payloads of github',
    ]);
  });

  it('holds events against the published schemas too, where they lie beside the data', async () => {
    const { json } = await run({
      'webhooks/github/create.json': JSON.stringify({
        repository,
        ref: 'topic',
        ref_type: 'branch',
      }),
      'webhooks/github/ping.json': ping,
      'cdevents-schemas/branchcreated.json': JSON.stringify({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: 'https://example.com/branch-created',
        properties: {
          context: {
            properties: {
              type: { enum: ['dev.cdevents.branch.created.0.3.0'] },
            },
          },
          subject: { required: ['never'] },
        },
      }),
    });
    expect(json).toMatchObject({
      github: { files: 2, mapped: 2, schema_valid: 1, failed: 0 },
      missing: [],
    });
  });

  it.each([[{}], [{ 'webhooks/nobody/event.json': '{}' }]])(
    'says where it looked when there is no data: %j',
    async files => {
      await expect(run(files)).rejects.toThrow(NoDataError);
      await expect(run(files)).rejects.toThrow(
        `no payloads in ${path.join(
          folder,
          'webhooks',
        )}; looked for argocd/<event>.json, cdevents/`,
      );
    },
  );
});
