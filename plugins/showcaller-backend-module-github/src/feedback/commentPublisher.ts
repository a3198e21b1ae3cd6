import {
  VendorError,
  type FeedbackRequest,
  type PullRequestPublisher,
} from '@showcaller/backstage-plugin-showcaller-node';
import { GithubApi, repositoryPath } from '../api/GithubApi';
import { markedHash, withMarker } from './contentMarker';
import { wantsFeedback, type FeedbackConfig } from './readFeedbackConfig';
import { readPages, sendPlanned } from './sendPlanned';

const PER_PAGE = 100;
const MOST_PAGES = 30;

interface Comment {
  id: number;
  body?: string;
  html_url?: string;
  user?: { login?: string } | null;
  performed_via_github_app?: { id?: number } | null;
}

/**
 * One comment on the pull request, found again by an invisible mark and changed in place. Only a comment that the portal
 * itself wrote is taken for ours: anybody can copy the mark.
 */
export function createCommentPublisher(options: {
  api: GithubApi;
  config: FeedbackConfig;
}): PullRequestPublisher {
  const { api, config } = options;
  let login: Promise<string> | undefined;

  const whoAmI = async (request: FeedbackRequest): Promise<string> => {
    const { json } = await api.request(request.feedback.repository, {
      path: '/user',
      signal: request.signal,
    });
    return (json as { login: string }).login;
  };

  /** Whether a comment is of the portal: of its app, or of the person whose token it has. */
  const isOwn = async (
    request: FeedbackRequest,
  ): Promise<(comment: Comment) => boolean> => {
    if (await api.isApp(request.feedback.repository)) {
      return ({ performed_via_github_app: app }) =>
        app?.id !== undefined && api.config.appIds.includes(app.id);
    }
    login ??= whoAmI(request).catch(error => {
      login = undefined;
      throw error;
    });
    const own = await login;
    return ({ user }) => user?.login === own;
  };

  const findOwn = async (
    request: FeedbackRequest,
  ): Promise<Comment | undefined> => {
    const { repository, number } = request.feedback;
    const own = await isOwn(request);
    const { entries, complete } = await readPages({
      max: MOST_PAGES,
      perPage: PER_PAGE,
      read: async page => {
        const { json } = await api.request(repository, {
          path: repositoryPath(repository, 'issues', number, 'comments'),
          query: { per_page: PER_PAGE, page },
          signal: request.signal,
        });
        return json as Comment[];
      },
    });
    const found = (entries as Comment[]).find(
      comment => markedHash(comment.body) !== undefined && own(comment),
    );
    if (!found && !complete) {
      throw new VendorError(
        `GitHub: ${repository}#${number} has more than ${
          PER_PAGE * MOST_PAGES
        } comments, none of the first is ours; another one could be a repetition`,
        { kind: 'refused' },
      );
    }
    return found;
  };

  return {
    id: 'github-comment',
    wants: annotations =>
      wantsFeedback('comment', { annotations, mode: config.mode }),

    async plan(request) {
      const { feedback } = request;
      const { repository, number, contentHash, title, summary } = feedback;
      const found = await findOwn(request);
      if (found && markedHash(found.body) === contentHash) {
        return { requests: [] };
      }
      const path = found
        ? repositoryPath(repository, 'issues', 'comments', found.id)
        : repositoryPath(repository, 'issues', number, 'comments');
      const body = withMarker(`### ${title}\n\n${summary}`, contentHash);
      return {
        requests: [
          {
            method: found ? 'PATCH' : 'POST',
            url: api.urlOf({ path }),
            body: { body },
          },
        ],
      };
    },

    apply: request => sendPlanned(api, request),

    async observe(request) {
      const found = await findOwn(request);
      return { contentHash: markedHash(found?.body), url: found?.html_url };
    },
  };
}
