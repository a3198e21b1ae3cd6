import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import path from 'node:path';
import { DatabaseAuditLog } from '../../../audit';
import { ownershipOf } from '../../__fixtures__/ownership';
import { HistoryRoom } from '../HistoryRoom';
import type { GeneratedRepository } from './GeneratedRepository';

/** A room over a catalog with `component:default/web`, whose repository is the generated one. */
export function createHistoryRoom(options: {
  knex: Knex;
  repository: GeneratedRepository;
  logger: LoggerService;
  location?: string;
}) {
  const { knex, repository, logger, location = 'web.git' } = options;
  const ownership = ownershipOf({
    web: {
      'github.com/project-slug': 'Shop/Web',
      'showcaller.io/git-repository': location,
    },
    plain: { 'github.com/project-slug': 'shop/plain' },
  });
  const room = HistoryRoom.create({
    knex,
    audit: DatabaseAuditLog.create({ knex }),
    ownership,
    config: new ConfigReader({
      showcaller: { git: { root: path.dirname(repository.gitDir) } },
    }),
    logger,
  });
  const onFactsStored = jest.fn();
  room.setListener({ onFactsStored });
  return { room, ownership, onFactsStored };
}
