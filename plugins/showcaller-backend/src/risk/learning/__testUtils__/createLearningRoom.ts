import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DatabaseAuditLog } from '../../../audit';
import { importNativeRuntime } from '../../__fixtures__/nativeRuntime';
import type { LabelReader } from '../../labels/types';
import { loadTreeModel } from '../../model/loadTreeModel';
import { ServingModel } from '../../model/ServingModel';
import { LearningRoom, type LearningRoomOptions } from '../LearningRoom';
import { writeSyntheticPrior } from '../__fixtures__/syntheticModel';

const prior = writeSyntheticPrior();

/** Hash of the prior that rooms of the tests begin with. */
export const priorHash = prior.hash;

const began = performance.now();
const ticking = () =>
  new Date(Date.parse('2026-11-20T00:00:00Z') + performance.now() - began);

/** A learning room as one replica has it, with services that only note what they were asked for. */
export async function createLearningRoom(options: {
  knex: Knex;
  labels: LabelReader;
  risk?: object;
  now?: () => Date;
  changes?: Partial<LearningRoomOptions>;
}) {
  const { knex, labels, changes } = options;
  const logger = mockServices.logger.mock();
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async () => ({
    success: async () => undefined,
    fail: async () => undefined,
  }));
  const model = ServingModel.create(
    await loadTreeModel({
      file: prior.text,
      onnx: prior.onnx,
      logger,
      importRuntime: importNativeRuntime,
    }),
  );
  const notifications = { send: jest.fn(async () => undefined) };
  const signals = { publish: jest.fn(async () => undefined) };
  const room = LearningRoom.create({
    knex,
    audit: DatabaseAuditLog.create({ knex }),
    labels,
    model,
    logger,
    auditor,
    notifications,
    signals,
    config: mockServices.rootConfig({
      data: { showcaller: { risk: options.risk ?? {} } },
    }),
    access: {} as LearningRoomOptions['access'],
    ownership: {
      getComponents: () =>
        [0, 1, 2, 3].map(index => ({
          entityRef: `component:default/service-${index}`,
          owner: index < 2 ? 'group:default/a' : 'group:default/b',
          tier: 1 + (index % 2),
          annotations: {},
          environments: new Map(),
          strategyTable: 'canary',
        })),
    },
    facts: {
      getFacts: async () => undefined,
      listFacts: async () => [],
    },
    importRuntime: importNativeRuntime,
    now: options.now ?? ticking,
    ...changes,
  });
  return { room, model, logger, auditor, notifications, signals };
}
