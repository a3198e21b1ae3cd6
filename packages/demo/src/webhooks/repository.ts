import type {
  Repository as GitHubRepository,
  RepositoryLite,
} from '@octokit/webhooks-types';
import type { Language, Repository } from '../organisation/types';
import { account, nodeId, numericId, timestamp } from './actors';

const languageNames: Record<Language, string> = {
  typescript: 'TypeScript',
  java: 'Java',
  go: 'Go',
  python: 'Python',
};

/** The repository as most events nest it: names and addresses. */
export function repositoryLite({
  slug,
  name,
  services,
}: Repository): RepositoryLite {
  const id = numericId(slug);
  const url = `https://api.github.com/repos/${slug}`;
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: slug,
    private: true,
    owner: account(slug.slice(0, slug.indexOf('/')), 'Organization'),
    html_url: `https://github.com/${slug}`,
    description: services.map(service => service.title).join(', '),
    fork: false,
    url,
    forks_url: `${url}/forks`,
    keys_url: `${url}/keys{/key_id}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    teams_url: `${url}/teams`,
    hooks_url: `${url}/hooks`,
    issue_events_url: `${url}/issues/events{/number}`,
    events_url: `${url}/events`,
    assignees_url: `${url}/assignees{/user}`,
    branches_url: `${url}/branches{/branch}`,
    tags_url: `${url}/tags`,
    blobs_url: `${url}/git/blobs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    statuses_url: `${url}/statuses/{sha}`,
    languages_url: `${url}/languages`,
    stargazers_url: `${url}/stargazers`,
    contributors_url: `${url}/contributors`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    commits_url: `${url}/commits{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    comments_url: `${url}/comments{/number}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    contents_url: `${url}/contents/{+path}`,
    compare_url: `${url}/compare/{base}...{head}`,
    merges_url: `${url}/merges`,
    archive_url: `${url}/{archive_format}{/ref}`,
    downloads_url: `${url}/downloads`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    labels_url: `${url}/labels{/name}`,
    releases_url: `${url}/releases{/id}`,
    deployments_url: `${url}/deployments`,
  };
}

/** The repository as events carry it at the top. `at` is the time of the last push, epoch milliseconds. */
export function repositoryPayload(
  repository: Repository,
  at: number,
): GitHubRepository {
  const { slug, services } = repository;
  return {
    ...repositoryLite(repository),
    created_at: '2024-01-15T08:12:44Z',
    updated_at: timestamp(at),
    pushed_at: timestamp(at),
    git_url: `git://github.com/${slug}.git`,
    ssh_url: `git@github.com:${slug}.git`,
    clone_url: `https://github.com/${slug}.git`,
    svn_url: `https://github.com/${slug}`,
    homepage: null,
    size: 2048,
    stargazers_count: 0,
    watchers_count: 0,
    language: languageNames[services[0].language],
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: 3,
    license: null,
    allow_forking: false,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: 'private',
    forks: 0,
    open_issues: 3,
    watchers: 0,
    default_branch: 'main',
    custom_properties: {},
  };
}
