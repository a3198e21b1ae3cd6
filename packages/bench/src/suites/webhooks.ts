import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { NoDataError, type Suite } from '../Suite';
import { PublishedSchemas } from '../webhooks/PublishedSchemas';
import { installSources } from '../webhooks/installSources';
import { sendOf, sentFolders, type PayloadFile } from '../webhooks/senders';

const RECEIVED_AT = '2026-01-01T00:00:00.000Z';

interface Figures {
  files: number;
  /** Files that gave at least one CDEvent. */
  mapped: number;
  /** Files all of whose CDEvents are valid. */
  schema_valid: number;
  unmapped: string[];
  /** Files that were refused, or that the mapper threw on. */
  failed: number;
  events: number;
}

type Mapped =
  | { events: number; valid: boolean }
  | { unmapped: string }
  | { failed: string };

/**
 * Sends every payload through the real module of its system: signature, envelope, mapping, and validation by our
 * validators as well as the published schemas, where `../cdevents-schemas` beside the data has them.
 */
export const webhooksSuite: Suite = {
  name: 'webhooks',
  description: 'payloads of outside systems to valid CDEvents',
  defaultData: '../shared/data/webhooks',
  async run({ dataFolder, progress }) {
    const schemaFolder = path.join(dataFolder, '..', 'cdevents-schemas');
    const schemas = await PublishedSchemas.read(schemaFolder);
    const missing = schemas ? [] : ['cdevents-schemas'];
    const bySource: Record<string, Figures> = {};
    let sources: Map<string, WebhookSource> | undefined;
    for (const folder of await foldersOf(dataFolder)) {
      const files = (await readdir(path.join(dataFolder, folder)))
        .filter(name => name.endsWith('.json'))
        .sort();
      if (!sentFolders.includes(folder)) {
        missing.push(folder);
        continue;
      }
      const payloads = files.filter(name => !name.includes('.SCHEMA.'));
      missing.push(
        ...files
          .filter(name => !payloads.includes(name))
          .map(name => `${folder}/${name}`),
      );
      if (payloads.length > 0) {
        sources ??= await installSources();
        bySource[folder] = await measure({
          dataFolder,
          folder,
          payloads,
          sources,
          schemas,
          progress,
        });
      }
    }
    if (Object.keys(bySource).length === 0) {
      throw new NoDataError(
        `no payloads in ${dataFolder}; looked for ${sentFolders
          .map(source => `${source}/<event>.json`)
          .join(', ')}`,
      );
    }
    return {
      tables: [
        {
          title: `Webhook payloads of ${dataFolder}`,
          rows: [
            [
              'source',
              'files',
              'mapped',
              'schema valid',
              'failed',
              'CDEvents',
              'unmapped',
            ],
            ...Object.entries(bySource).map(([source, figures]) => [
              source,
              figures.files,
              figures.mapped,
              figures.schema_valid,
              figures.failed,
              figures.events,
              figures.unmapped.length,
            ]),
          ],
        },
        ...Object.entries(bySource)
          .filter(([, { unmapped }]) => unmapped.length > 0)
          .map(([source, { unmapped }]) => ({
            title: `Unmapped payloads of ${source}`,
            rows: [['file'], ...unmapped.map(name => [name])],
          })),
      ],
      json: { ...bySource, missing },
    };
  },
};

async function foldersOf(dataFolder: string): Promise<string[]> {
  const entries = await readdir(dataFolder, { withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function measure(options: {
  dataFolder: string;
  folder: string;
  payloads: string[];
  sources: Map<string, WebhookSource>;
  schemas?: PublishedSchemas;
  progress: (text: string) => void;
}): Promise<Figures> {
  const { dataFolder, folder, payloads, sources, schemas, progress } = options;
  const figures: Figures = {
    files: payloads.length,
    mapped: 0,
    schema_valid: 0,
    unmapped: [],
    failed: 0,
    events: 0,
  };
  for (const [index, name] of payloads.entries()) {
    const mapped = mapPayload({
      folder,
      sources,
      schemas,
      file: {
        name,
        deliveryId: `${folder}-${index}`,
        body: await readFile(path.join(dataFolder, folder, name)),
      },
    });
    if ('failed' in mapped) {
      figures.failed += 1;
      progress(`${name} failed: ${mapped.failed}`);
    } else if ('unmapped' in mapped || mapped.events === 0) {
      figures.unmapped.push(name);
    } else {
      figures.mapped += 1;
      figures.events += mapped.events;
      figures.schema_valid += Number(mapped.valid);
      if (!mapped.valid) {
        progress(`${name}: an event is not a valid CDEvent`);
      }
    }
  }
  return figures;
}

function mapPayload(options: {
  folder: string;
  sources: Map<string, WebhookSource>;
  schemas?: PublishedSchemas;
  file: PayloadFile;
}): Mapped {
  const { folder, sources, schemas, file } = options;
  const sent = sendOf(folder, file);
  const source = sent && sources.get(sent.source);
  if (!source) {
    return { failed: `no module takes payloads of ${folder}` };
  }
  const { request } = sent;
  const verification = source.verify(request);
  if (!verification.ok) {
    return { failed: verification.reason };
  }
  try {
    const { eventType } = source.envelope(request);
    const result = source.map({
      headers: request.headers,
      body: source.content?.(request) ?? request.body,
      eventType,
      receivedAt: RECEIVED_AT,
    });
    return 'unmapped' in result
      ? result
      : {
          events: result.events.length,
          valid: result.events.every(
            event =>
              validateCdEvent(event).valid && (schemas?.accept(event) ?? true),
          ),
        };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
