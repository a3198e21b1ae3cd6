import fs from 'node:fs';
import path from 'node:path';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import { parse, parseAllDocuments } from 'yaml';
import { demoCatalog } from './demoCatalog.testing';
import { readOrganisation } from './readOrganisation';

const validators = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
/** Field of a spec that names other entities → their kind where the name does not tell it. */
const references: Record<string, string> = {
  owner: 'Group',
  system: 'System',
  domain: 'Domain',
  parent: 'Group',
  children: 'Group',
  memberOf: 'Group',
  providesApis: 'API',
  consumesApis: 'API',
  dependsOn: 'Component',
};

function read(file: string): Entity[] {
  return parseAllDocuments(fs.readFileSync(file, 'utf8')).flatMap(document => {
    expect(document.errors).toEqual([]);
    const entity: Entity = document.toJS();
    const targets = entity.kind === 'Location' ? entity.spec?.targets : [];
    return [
      entity,
      ...(Array.isArray(targets) ? targets : []).flatMap(target =>
        read(path.resolve(path.dirname(file), String(target))),
      ),
    ];
  });
}

describe('the catalog of the demo organisation', () => {
  const entities = read(demoCatalog);
  const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));
  const ofKind = (kind: string) => entities.filter(e => e.kind === kind);

  it('has entities of the right form, each once', async () => {
    for (const entity of entities) {
      await policy.enforce(structuredClone(entity));
      const results = await Promise.all(
        validators.map(validator => validator.check(structuredClone(entity))),
      );
      expect({ entity: stringifyEntityRef(entity), results }).toEqual({
        entity: stringifyEntityRef(entity),
        results: expect.arrayContaining([true]),
      });
    }
    expect(refs.size).toBe(entities.length);
  });

  it('has no relation to something that does not exist', () => {
    const broken = entities.flatMap(entity =>
      Object.entries(references).flatMap(([field, defaultKind]) =>
        [entity.spec?.[field] ?? []]
          .flat()
          .map(target => parseEntityRef(String(target), { defaultKind }))
          .filter(target => !refs.has(stringifyEntityRef(target)))
          .map(target => [stringifyEntityRef(entity), field, target.name]),
      ),
    );
    expect(broken).toEqual([]);
  });

  it('is a mid-size web shop', () => {
    expect(ofKind('Group')).toHaveLength(6);
    expect(ofKind('User')).toHaveLength(16);
    expect(ofKind('System')).toHaveLength(4);
    expect(ofKind('Component')).toHaveLength(19);
    expect(ofKind('API').length).toBeGreaterThanOrEqual(10);
    const types = new Set(ofKind('Component').map(c => c.spec?.type));
    expect(types).toEqual(new Set(['website', 'service', 'worker', 'library']));
    const resources = new Set(ofKind('Resource').map(r => r.spec?.type));
    for (const type of ['database', 'queue', 'kubernetes-cluster']) {
      expect(resources).toContain(type);
    }
  });

  it('puts the guest into the platform group', () => {
    expect(
      ofKind('User').find(user => user.metadata.name === 'guest')?.spec
        ?.memberOf,
    ).toContain('platform');
  });

  it('defines every API in a form that can be parsed', () => {
    for (const api of ofKind('API')) {
      const definition = parse(String(api.spec?.definition));
      expect(definition[String(api.spec?.type)]).toMatch(/^\d/);
      expect(definition.info.title).toBe(api.metadata.title);
    }
  });

  it('uses only annotations that Showcaller knows, and leaves one component without any', () => {
    const known = new Set<string>(Object.values(showcallerAnnotations));
    const annotated = ofKind('Component').filter(c => c.metadata.annotations);
    expect(annotated).toHaveLength(ofKind('Component').length - 1);
    for (const { metadata } of annotated) {
      for (const name of Object.keys(metadata.annotations ?? {})) {
        expect(known).toContain(name);
      }
    }
  });

  it('has a repository of three components that are told apart by folder and environment', () => {
    const monorepo = readOrganisation(demoCatalog).repositories.filter(
      repository => repository.services.length > 1,
    );
    expect(monorepo).toHaveLength(1);
    const [{ services }] = monorepo;
    expect(services).toHaveLength(3);
    expect(new Set(services.map(s => s.path)).size).toBe(3);
    expect(services[0]).toMatchObject({
      path: `services/${services[0].name}`,
      environments: {
        production: `${services[0].name}-production`,
        staging: `${services[0].name}-staging`,
      },
    });
  });
});
