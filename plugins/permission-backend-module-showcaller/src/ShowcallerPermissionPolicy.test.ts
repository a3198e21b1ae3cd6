import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogIngestionManagePermission,
  catalogIngestionReadPermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  showcallerBackfillRunPermission,
  showcallerEvidenceWritePermission,
  showcallerHistoryImportPermission,
  showcallerIncidentWritePermission,
  showcallerIngestReadPermission,
  showcallerIngestReplayPermission,
  showcallerLabelCorrectPermission,
  showcallerModelManagePermission,
  showcallerPermissions,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ShowcallerPermissionPolicy } from './ShowcallerPermissionPolicy';

const policy = ShowcallerPermissionPolicy.create({
  platformGroups: ['group:default/platform'],
  sreGroups: ['group:default/sre'],
  auditors: ['user:default/olga'],
});

function person(name: string, ...groups: string[]): PolicyQueryUser {
  const userEntityRef = `user:default/${name}`;
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] },
  };
}

const people = {
  platform: person('pia', 'group:default/platform'),
  sre: person('sam', 'group:default/sre'),
  auditor: person('olga'),
  developer: person('dev', 'group:default/payments'),
};

const reading = createPermission({
  name: 'somewhere.thing.read',
  attributes: { action: 'read' },
});
const changing = createPermission({
  name: 'somewhere.thing.change',
  attributes: { action: 'update' },
});
const sayingNothing = createPermission({
  name: 'somewhere.thing',
  attributes: {},
});
const creatingTask = createPermission({
  name: 'scaffolder.task.create',
  attributes: { action: 'create' },
});

const Y = AuthorizeResult.ALLOW;
const N = AuthorizeResult.DENY;
const C = AuthorizeResult.CONDITIONAL;

describe('ShowcallerPermissionPolicy', () => {
  it.each<[Permission, AuthorizeResult[]]>([
    //                                platform sre auditor developer
    [showcallerReadPermission, [Y, Y, Y, Y]],
    [showcallerIngestReadPermission, [Y, Y, Y, N]],
    [showcallerIngestReplayPermission, [Y, N, N, N]],
    [showcallerHistoryImportPermission, [Y, N, N, N]],
    [showcallerModelManagePermission, [Y, N, N, N]],
    [showcallerLabelCorrectPermission, [Y, Y, N, N]],
    [showcallerIncidentWritePermission, [Y, Y, N, N]],
    [showcallerEvidenceWritePermission, [Y, Y, N, N]],
    [showcallerBackfillRunPermission, [Y, Y, N, N]],
    [catalogEntityReadPermission, [Y, Y, Y, Y]],
    [catalogEntityRefreshPermission, [Y, Y, Y, Y]],
    [catalogLocationCreatePermission, [Y, Y, Y, Y]],
    [catalogEntityDeletePermission, [Y, C, C, C]],
    [catalogLocationDeletePermission, [Y, N, N, N]],
    [catalogIngestionReadPermission, [Y, Y, Y, N]],
    [catalogIngestionManagePermission, [Y, N, N, N]],
    [creatingTask, [Y, Y, Y, Y]],
    [reading, [Y, Y, Y, Y]],
    [changing, [Y, N, N, N]],
    [sayingNothing, [Y, N, N, N]],
  ])('decides $name', async (permission, expected) => {
    const decisions = [];
    for (const user of Object.values(people)) {
      decisions.push((await policy.handle({ permission }, user)).result);
    }
    expect(decisions).toEqual(expected);
  });

  it('denies everything to somebody without an identity', async () => {
    for (const permission of [showcallerReadPermission, reading]) {
      expect(await policy.handle({ permission })).toEqual({ result: N });
    }
  });

  it('lets owners delete what they own, by the rule of the catalog', async () => {
    const decision = await policy.handle(
      { permission: catalogEntityDeletePermission },
      people.developer,
    );
    expect(decision).toEqual(
      createCatalogConditionalDecision(
        catalogEntityDeletePermission,
        catalogConditions.isEntityOwner({
          claims: ['user:default/dev', 'group:default/payments'],
        }),
      ),
    );
  });

  it('names every permission of Showcaller in its README', async () => {
    const readme = await readFile(join(__dirname, '../README.md'), 'utf8');
    for (const { name } of showcallerPermissions) {
      expect(readme).toContain(`\`${name}\``);
    }
  });

  it('compares claims without regard to case', async () => {
    const decision = await policy.handle(
      { permission: showcallerIngestReplayPermission },
      person('pia', 'Group:default/Platform'),
    );
    expect(decision).toEqual({ result: Y });
  });
});
