import {
  type EventMapper,
  type MappingResult,
  type Payload,
} from '@showcaller/backstage-plugin-showcaller-node';
import { MappingContext } from '../mapping/MappingContext';
import { mappers } from '../mapping/mappers';
import { parseBody } from '../webhook/parseBody';

/** What a webhook would call the state that the API shows: `action`. */
const actions: Record<string, (document: Payload) => string> = {
  deployment: () => 'created',
  deployment_status: () => 'created',
  pull_request: () => 'closed',
  workflow_job: document => phaseOf(document.requireChild('workflow_job')),
  workflow_run: document => phaseOf(document.requireChild('workflow_run')),
};

/**
 * Maps what was read from the API by the mappers of the webhooks: the document of an item has the fields of a webhook but
 * for its action. Subjects are therefore the same, and what came both ways is one row.
 */
export function createGithubApiMapper(options: {
  identitySalt: string | undefined;
}): EventMapper {
  return {
    id: 'github-api',
    mapperVersion: '1',
    map: ({ eventType, body, receivedAt }): MappingResult => {
      const mapper = mappers.get(eventType);
      const actionOf = actions[eventType];
      if (!mapper || !actionOf) {
        return { unmapped: `Nothing is made of ${eventType} of GitHub's API` };
      }
      const document = parseBody(body, 'application/json');
      const context = MappingContext.create({
        payload: document,
        action: actionOf(document),
        eventType: `api ${eventType}`,
        body,
        receivedAt,
        identitySalt: options.identitySalt,
      });
      return { events: mapper(context) };
    },
  };
}

/** `requested` stands for everything before it begins. */
function phaseOf(run: Payload): string {
  const status = run.text('status') ?? '';
  return ['completed', 'in_progress'].includes(status) ? status : 'requested';
}
