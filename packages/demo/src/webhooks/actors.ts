import { createHash } from 'node:crypto';
import type { App, Organization, User } from '@octokit/webhooks-types';
import type { Person } from '../organisation/types';

const api = 'https://api.github.com';

/** A stable number for a name, as GitHub gives every account and repository one. */
export function numericId(name: string): number {
  return createHash('sha1').update(name).digest().readUIntBE(0, 4);
}

/** Opaque id of GitHub's GraphQL interface. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(`showcaller-demo:${id}`).toString(
    'base64url',
  )}`;
}

/** RFC 3339 with whole seconds, as GitHub writes times. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function account(login: string, type: User['type'] = 'User'): User {
  const id = numericId(login);
  const url = `${api}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId(type === 'Organization' ? 'O' : 'U', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

/** The account that pipelines act as. */
export const pipelineAccount = account('github-actions[bot]', 'Bot');

export function organization(login: string): Organization {
  const id = numericId(login);
  const url = `${api}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId('O', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description: 'A web shop',
  };
}

/** Name, address and account as commits carry them. */
export function committer(person: Person) {
  return { name: person.name, email: person.email, username: person.login };
}

/** The application that reports coverage checks. */
export function coverageApp(owner: string): App {
  const id = numericId(`${owner}/coverage`);
  return {
    id,
    slug: 'brightcart-coverage',
    node_id: nodeId('A', id),
    owner: account(owner, 'Organization'),
    name: 'Brightcart coverage',
    description: 'Compares the coverage of a change with the default branch',
    external_url: 'https://coverage.brightcart.example',
    html_url: 'https://github.com/apps/brightcart-coverage',
    created_at: '2024-02-12T09:00:00Z',
    updated_at: '2025-11-03T10:30:00Z',
    permissions: { checks: 'write', contents: 'read', metadata: 'read' },
    events: [],
  };
}
