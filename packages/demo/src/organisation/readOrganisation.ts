import fs from 'node:fs';
import path from 'node:path';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import { parseAllDocuments } from 'yaml';
import type {
  Language,
  Organisation,
  Person,
  Repository,
  Service,
} from './types';

interface CatalogDocument {
  kind: string;
  metadata: {
    name: string;
    title?: string;
    tags?: string[];
    annotations?: Record<string, string>;
  };
  spec: {
    targets?: string[];
    type?: string;
    owner?: string;
    memberOf?: string[];
    profile?: { displayName?: string; email?: string };
  };
}

const languages: readonly Language[] = ['typescript', 'java', 'go', 'python'];
const serviceTypes = ['service', 'website', 'worker', 'library'] as const;

/**
 * Reads the organisation from the catalog's own files, so that what the demo sends is about what the portal shows.
 * Components without a project slug are not connected and are left out.
 *
 * @param rootLocation - a Location file whose targets are followed
 * @throws Error that names the file and what is missing
 */
export function readOrganisation(rootLocation: string): Organisation {
  const documents = readDocuments(rootLocation);
  const repositories = new Map<string, Repository>();
  for (const document of documents.filter(d => d.kind === 'Component')) {
    const slug = annotation(document, showcallerAnnotations.githubProjectSlug);
    if (slug) {
      const repository = repositories.get(slug) ?? toRepository(document, slug);
      repositories.set(slug, repository);
      repository.services.push(toService(document, slug));
    }
  }
  const [first] = repositories.keys();
  if (!first) {
    throw new Error(
      `${rootLocation} leads to no component with the annotation ${showcallerAnnotations.githubProjectSlug}: there is nothing to simulate.`,
    );
  }
  const people = documents
    .filter(d => d.kind === 'User' && d.metadata.name !== 'guest')
    .map(toPerson);
  if (people.length < 2) {
    throw new Error(
      `${rootLocation} leads to ${people.length} users; at least two are needed to author and review changes.`,
    );
  }
  return {
    account: first.slice(0, first.indexOf('/')),
    people,
    repositories: [...repositories.values()],
  };
}

function readDocuments(file: string): CatalogDocument[] {
  const found: CatalogDocument[] = [];
  for (const parsed of parseAllDocuments(fs.readFileSync(file, 'utf8'))) {
    if (parsed.errors.length > 0) {
      throw new Error(`${file} is not YAML: ${parsed.errors[0].message}`);
    }
    const document: CatalogDocument = parsed.toJS();
    if (document?.kind === 'Location') {
      for (const target of document.spec.targets ?? []) {
        found.push(...readDocuments(path.resolve(path.dirname(file), target)));
      }
    } else if (document?.kind) {
      found.push(document);
    }
  }
  return found;
}

function toRepository(document: CatalogDocument, slug: string): Repository {
  return {
    slug,
    name: slug.slice(slug.indexOf('/') + 1),
    location:
      annotation(document, showcallerAnnotations.gitRepository) ??
      `${slug}.git`,
    services: [],
  };
}

function toService(document: CatalogDocument, slug: string): Service {
  const { metadata, spec } = document;
  const type = serviceTypes.find(t => t === spec.type);
  const language = languages.find(l => metadata.tags?.includes(l));
  if (!type || !language) {
    throw new Error(
      `Component ${metadata.name}: the demo needs a type of ${serviceTypes.join(
        ', ',
      )} and a tag of ${languages.join(', ')}.`,
    );
  }
  return {
    name: metadata.name,
    title: metadata.title ?? metadata.name,
    type,
    language,
    owner: (spec.owner ?? '').replace(/^.*[/:]/, ''),
    criticality: Number(annotation(document, showcallerAnnotations.tier) ?? 3),
    repository: slug,
    path: annotation(document, showcallerAnnotations.gitPath) ?? '',
    environments: type === 'library' ? undefined : toEnvironments(document),
  };
}

/** `a=production,b=staging` as the annotation writes it; plain names where there is no annotation. */
function toEnvironments(document: CatalogDocument) {
  const names = { staging: 'staging', production: 'production' };
  const text = annotation(document, showcallerAnnotations.environments) ?? '';
  for (const pair of text.split(',').filter(Boolean)) {
    const [name, tier] = pair.split('=').map(part => part.trim());
    if (tier === 'staging' || tier === 'production') {
      names[tier] = name;
    }
  }
  return names;
}

function toPerson({ metadata, spec }: CatalogDocument): Person {
  const name = metadata.name.replace(/[^a-z0-9]+/gi, '-');
  return {
    login: name,
    name: spec.profile?.displayName ?? metadata.name,
    email: spec.profile?.email ?? `${metadata.name}@example.org`,
    groups: spec.memberOf ?? [],
  };
}

function annotation(document: CatalogDocument, key: string) {
  return document.metadata.annotations?.[key];
}
