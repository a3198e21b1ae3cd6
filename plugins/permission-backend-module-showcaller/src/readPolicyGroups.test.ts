import { mockServices } from '@backstage/backend-test-utils';
import { readPolicyGroups } from './readPolicyGroups';

function read(permissions?: object) {
  return readPolicyGroups(
    mockServices.rootConfig({ data: { showcaller: { permissions } } }),
  );
}

describe('readPolicyGroups', () => {
  it('knows the platform and SRE groups without configuration', () => {
    expect(read()).toEqual({
      platformGroups: ['group:default/platform'],
      sreGroups: ['group:default/sre'],
      auditors: [],
    });
  });

  it('completes references and makes them lower case', () => {
    expect(
      read({
        platformGroups: ['Platform', 'group:infra/Core'],
        sreGroups: [],
        auditors: ['user:default/Olga'],
      }),
    ).toEqual({
      platformGroups: ['group:default/platform', 'group:infra/core'],
      sreGroups: [],
      auditors: ['user:default/olga'],
    });
  });

  it('says which entry is no reference', () => {
    expect(() => read({ auditors: ['group:default/'] })).toThrow(
      'showcaller.permissions.auditors holds "group:default/", which is not an entity reference',
    );
  });
});
