import type { Entity } from '@backstage/catalog-model';
import { folderOfSourceLocation } from './readComponent';
import { OwnershipSnapshot } from './OwnershipSnapshot';

function entity(
  ref: string,
  options: {
    annotations?: Record<string, string>;
    relations?: Array<[string, string]>;
  } = {},
): Entity {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations: options.annotations },
    relations: options.relations?.map(([type, target]) => ({
      type,
      targetRef: target.replace(':', ':default/').toLowerCase(),
    })),
  };
}

const slug = (repository: string, more: Record<string, string> = {}) => ({
  annotations: { 'github.com/project-slug': repository, ...more },
});

function snapshot(...entities: Entity[]) {
  return OwnershipSnapshot.create({
    entities,
    configuredTier: name => (name === 'green' ? 'staging' : undefined),
  });
}

const monorepo = [
  entity(
    'Component:cart',
    slug('shop/mono', {
      'showcaller.io/git-path': '/services/cart/',
      'showcaller.io/environments': 'cart-live=production, cart-blue',
    }),
  ),
  entity(
    'Component:search',
    slug('Shop/Mono', {
      'backstage.io/source-location':
        'url:https://github.com/shop/mono/tree/main/services/search/',
      'showcaller.io/environments': 'search-live=prod',
    }),
  ),
];

describe('resolve', () => {
  const single = snapshot(entity('Component:web', slug('Shop/Web')));
  const mono = snapshot(...monorepo, entity('Component:other'));
  const CART = 'component:default/cart';
  const SEARCH = 'component:default/search';

  it('finds the only component of a repository, whatever the case', () => {
    expect(
      single.resolve({ repository: 'SHOP/web', environment: 'x' }),
    ).toEqual({ entityRefs: ['component:default/web'] });
  });

  it('says which annotation is missing for an unknown repository', () => {
    expect(single.resolve({ repository: 'shop/none' })).toEqual({
      entityRefs: [],
      reason:
        'No component has the annotation github.com/project-slug: shop/none',
    });
  });

  it.each([
    [['services/cart/a.ts'], [CART]],
    [
      ['services/cart/a.ts', 'services/search/b.ts'],
      [CART, SEARCH],
    ],
    [['services/cartoon/a.ts'], []],
    [['README.md'], []],
  ])('gives a change of %j to %j', (files, entityRefs) => {
    expect(mono.resolve({ repository: 'shop/mono', files })).toMatchObject({
      entityRefs,
    });
  });

  it.each([
    [{ environment: 'CART-LIVE' }, [CART]],
    [{ environment: 'search-live' }, [SEARCH]],
    [{ environment: 'production' }, []],
    [{ environment: 'production', entity: 'search' }, [SEARCH]],
    [{ environment: 'cart-live', entity: SEARCH }, [SEARCH]],
    [
      { environment: 'cart-live', entity: 'Component:Default/Other' },
      ['component:default/other'],
    ],
    [{ environment: 'cart-live', entity: 'nobody' }, [CART]],
    [{ environment: 'production', entity: 'api:default/cart' }, []],
  ])('gives a deployment with %j to %j', (question, entityRefs) => {
    expect(
      mono.resolve({ repository: 'shop/mono', ...question }),
    ).toMatchObject({ entityRefs });
  });

  it('tells what to add when a deployment could be of several components', () => {
    const answer = mono.resolve({
      repository: 'shop/mono',
      environment: 'production',
      entity: 'nobody',
    });
    expect(answer).toMatchObject({
      reason: expect.stringMatching(
        /no component nobody.*cart, component:default\/search share shop\/mono.*showcaller\.io\/environments: production/,
      ),
    });
  });

  it('leaves an environment that two components claim to neither', () => {
    const both = snapshot(
      ...['a', 'b'].map(name =>
        entity(
          `Component:${name}`,
          slug('shop/mono', { 'showcaller.io/environments': 'live' }),
        ),
      ),
    );
    expect(
      both.resolve({ repository: 'shop/mono', environment: 'live' }),
    ).toMatchObject({
      entityRefs: [],
      reason: expect.stringContaining('all claim the environment live'),
    });
  });
});

describe('tierOf', () => {
  const graph = snapshot(...monorepo);

  it.each([
    ['cart-live', 'component:default/cart', 'production'],
    ['cart-blue', 'component:default/cart', 'production'],
    ['search-live', 'component:default/search', 'production'],
    ['green', undefined, 'staging'],
    ['qa', undefined, 'test'],
    ['somewhere', undefined, 'production'],
  ])(
    'asks annotation, configuration and well-known names for %s, and is careful with the rest',
    (name, ref, tier) => {
      expect(graph.tierOf(name, ref)).toBe(tier);
    },
  );
});

describe('componentsOf', () => {
  const graph = snapshot(
    entity('Component:web', {
      relations: [
        ['dependsOn', 'Component:api'],
        ['ownedBy', 'Group:front'],
      ],
    }),
    entity('Component:api', {
      relations: [
        ['dependsOn', 'Resource:db'],
        ['providesApi', 'API:orders'],
        ['partOf', 'System:shop'],
        ['ownedBy', 'Group:back'],
      ],
    }),
    entity('Resource:db', { relations: [['dependsOn', 'Component:web']] }),
    entity('API:orders'),
    entity('System:shop', { relations: [['partOf', 'Domain:retail']] }),
    entity('Domain:retail'),
    entity('Group:all', { relations: [['parentOf', 'Group:back']] }),
    entity('Group:back', { relations: [['parentOf', 'Group:all']] }),
    entity('Group:front', { relations: [['childOf', 'Group:all']] }),
  );

  it.each([
    ['component:default/web', ['web']],
    ['component:default/gone', []],
    ['api:default/orders', ['api']],
    ['resource:default/db', ['api', 'web']],
    ['system:default/shop', ['api']],
    ['domain:default/retail', ['api']],
    ['group:default/front', ['web']],
    ['Group:default/ALL', ['api', 'web']],
    ['user:default/joe', []],
  ])('gives for %s %j, also through cycles', (ref, names) => {
    expect(graph.componentsOf(ref)).toEqual(
      names.map(name => `component:default/${name}`),
    );
  });
});

describe('neighboursOf', () => {
  const graph = snapshot(
    entity('Component:web', { relations: [['dependsOn', 'Component:api']] }),
    entity('Component:api', { relations: [['dependsOn', 'Resource:db']] }),
    entity('Component:jobs', {
      relations: [['dependencyOf', 'Component:api']],
    }),
  );

  it.each([
    [
      'component:default/api',
      [
        'component:default/jobs',
        'component:default/web',
        'resource:default/db',
      ],
    ],
    ['Component:default/WEB', ['component:default/api']],
    ['component:default/alone', []],
  ])('of %s are %j', (ref, expected) => {
    expect(graph.neighboursOf(ref)).toEqual(expected);
  });
});

describe('folderOfSourceLocation', () => {
  it.each([
    ['url:https://github.com/o/r/tree/main/services/x/', 'services/x'],
    ['url:https://github.com/o/r/tree/main/', undefined],
    [
      'url:https://github.com/o/r/blob/main/services/x/catalog-info.yaml',
      'services/x',
    ],
    ['url:https://gitlab.com/g/s/r/-/tree/main/a%20b', 'a b'],
    ['file:/somewhere', undefined],
    [undefined, undefined],
  ])('reads %s as %s', (location, folder) => {
    expect(folderOfSourceLocation(location)).toBe(folder);
  });
});
