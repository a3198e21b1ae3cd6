import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import type { Deployment } from '../../delivery/types';
import { DeploymentScorer } from '../DeploymentScorer';
import { ChangeFactsCollector } from '../features/ChangeFactsCollector';
import { ChangeLookup } from '../features/ChangeLookup';
import type { NewAssessment } from '../types';
import { exampleModel } from './exampleModel';

/** The assessment of a deployment that brings the given commits; none when its repository does not know it. */
export async function scored(options: {
  deployment: Deployment;
  commits?: ChangeFacts[];
}): Promise<NewAssessment> {
  const { deployment, commits } = options;
  const scorer = DeploymentScorer.create({
    delivery: {
      getDeployment: async () => deployment,
      getPreviousDeployment: async () => undefined,
      getChange: async () => undefined,
      countDeployments: async () => new Map(),
      hasActivity: async () => false,
      getStatuses: async () => new Map(),
    },
    collectors: [
      ChangeFactsCollector.create({
        changes: ChangeLookup.create({
          sources: [
            {
              id: 'git',
              supports: async () => true,
              getRange: async () => commits && { commits, withoutFacts: 0 },
            },
          ],
          folderOf: () => undefined,
        }),
      }),
    ],
    model: exampleModel(),
    now: () => new Date('2026-11-20T10:00:05Z'),
  });
  return scorer.score(deployment);
}
