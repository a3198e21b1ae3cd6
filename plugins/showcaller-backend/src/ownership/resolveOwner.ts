import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  OwnedComponent,
  OwnershipAnswer,
  OwnershipQuestion,
} from './types';
import { touchesFolder } from './touchesFolder';

/**
 * Whom an event belongs to. In this order:
 * 1. the component that the payload names, by reference or bare name;
 * 2. for files, the components whose folder holds one of them;
 * 3. for an environment, the component that claims it by annotation;
 * 4. the only component of the repository.
 * Otherwise nobody, with the reason and what to add.
 */
export function resolveOwner(
  question: OwnershipQuestion,
  catalog: {
    components: Map<string, OwnedComponent>;
    ofRepository: OwnedComponent[];
  },
): OwnershipAnswer {
  const { entity, environment, files } = question;
  const { components, ofRepository } = catalog;

  const named = entity && findNamed(entity, components, ofRepository);
  if (named) {
    return { entityRefs: [named.entityRef] };
  }
  if (ofRepository.length === 0) {
    return nobody(
      `${namedButUnknown(entity)}No component has the annotation ${
        showcallerAnnotations.githubProjectSlug
      }: ${question.repository}`,
    );
  }
  if (ofRepository.length === 1 && !ofRepository[0].gitPath) {
    return { entityRefs: [ofRepository[0].entityRef] };
  }
  if (files) {
    return ownersOfFiles(files, ofRepository);
  }
  if (environment !== undefined) {
    const claiming = ofRepository.filter(component =>
      component.environments.has(environment.trim().toLowerCase()),
    );
    if (claiming.length === 1) {
      return { entityRefs: [claiming[0].entityRef] };
    }
    if (claiming.length > 1) {
      return nobody(
        `${list(claiming)} all claim the environment ${environment} with ${
          showcallerAnnotations.environments
        }; leave it on one of them, or name the component in the deployment's payload`,
      );
    }
  }
  if (ofRepository.length === 1) {
    return { entityRefs: [ofRepository[0].entityRef] };
  }
  return nobody(
    `${namedButUnknown(entity)}${list(ofRepository)} share ${
      question.repository
    }: ${whatToAdd(environment)}`,
  );
}

function findNamed(
  name: string,
  components: Map<string, OwnedComponent>,
  ofRepository: OwnedComponent[],
): OwnedComponent | undefined {
  const ref = name.trim().toLowerCase();
  const [bare] = ref.split(':').slice(-1);
  const path = bare.includes('/') ? bare : undefined;
  if (ref.includes(':') && !ref.startsWith('component:')) {
    return undefined;
  }
  if (path) {
    return components.get(`component:${path}`);
  }
  const sameName = (component: OwnedComponent) =>
    component.entityRef.endsWith(`/${bare}`);
  const inCatalog = [...components.values()].filter(sameName);
  return (
    ofRepository.find(sameName) ??
    components.get(`component:default/${bare}`) ??
    (inCatalog.length === 1 ? inCatalog[0] : undefined)
  );
}

function ownersOfFiles(
  files: string[],
  ofRepository: OwnedComponent[],
): OwnershipAnswer {
  const holding = ofRepository.filter(({ gitPath }) =>
    touchesFolder(files, gitPath),
  );
  return holding.length > 0
    ? { entityRefs: holding.map(component => component.entityRef) }
    : nobody(
        `None of the touched files lies in a folder of ${list(ofRepository)}; ${
          showcallerAnnotations.gitPath
        } names a component's folder`,
      );
}

function whatToAdd(environment: string | undefined): string {
  return environment === undefined
    ? `${showcallerAnnotations.gitPath} tells their folders apart once the touched files are known`
    : `add ${showcallerAnnotations.environments}: ${environment} to the one that is deployed there, or name the component in the deployment's payload`;
}

function namedButUnknown(entity: string | undefined): string {
  return entity ? `The catalog has no component ${entity}. ` : '';
}

function list(components: OwnedComponent[]): string {
  const names = components.slice(0, 3).map(component => component.entityRef);
  const more = components.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function nobody(reason: string): OwnershipAnswer {
  return { entityRefs: [], reason };
}
