import { ConfigReader } from '@backstage/config';
import type { ChangeSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { DatabaseRunReader } from '../../../delivery/RunReader';
import { DeploymentTimeline } from '../../../delivery/DeploymentTimeline';
import { DatabaseChangeFactsStore } from '../../../delivery/history/DatabaseChangeFactsStore';
import { readChange } from '../../../delivery/readChange';
import { DatabaseEvidenceReader } from '../../../evidence/DatabaseEvidenceReader';
import { FlakyTestReader } from '../../../evidence/flaky/FlakyTestReader';
import { DatabaseIncidentStore } from '../../../incidents/DatabaseIncidentStore';
import type { OwnershipGraph } from '../../../ownership/types';
import { FeatureRoom } from '../FeatureRoom';

/** All collectors over a database, with a repository whose range of commits is the one given. */
export function createFeatureRoom(options: {
  knex: Knex;
  ownership: OwnershipGraph;
  getRange: ChangeSource['getRange'];
  now: () => Date;
}): FeatureRoom {
  const { knex, ownership, getRange, now } = options;
  const reader = DatabaseEvidenceReader.create({ knex });
  return FeatureRoom.create({
    config: new ConfigReader({}),
    ownership,
    delivery: {
      getChange: (repository, sha) => readChange(knex, { repository, sha }),
    },
    timeline: DeploymentTimeline.create({ knex, ownership }),
    runs: DatabaseRunReader.create({ knex }),
    changeSources: [{ id: 'git', supports: async () => true, getRange }],
    facts: DatabaseChangeFactsStore.create({ knex }),
    dependencies: {
      compare: async () => ({
        kind: 'compared',
        majors: 1,
        added: 2,
        files: ['yarn.lock'],
        notes: [],
      }),
    },
    evidence: { reader, flaky: FlakyTestReader.create({ reader, now }) },
    incidents: DatabaseIncidentStore.create({ knex, ownership }),
    now,
  });
}
