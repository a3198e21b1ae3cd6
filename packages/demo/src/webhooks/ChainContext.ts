import type { Organization, User } from '@octokit/webhooks-types';
import type { Organisation, Person, Repository } from '../organisation/types';
import type { Chain } from '../simulation/types';
import { account, organization } from './actors';

/** A chain with the people and the repository that its payloads speak of. */
export interface ChainContext {
  chain: Chain;
  repository: Repository;
  author: Person;
  authorAccount: User;
  reviewerAccount: User;
  organization: Organization;
  /** Address of the repository in GitHub's REST interface. */
  api: string;
  /** Address of the repository for people. */
  html: string;
}

/** @throws Error when the chain speaks of a repository or person that the catalog no longer has */
export function chainContext(
  organisation: Organisation,
  chain: Chain,
): ChainContext {
  const repository = organisation.repositories.find(
    r => r.slug === chain.repository,
  );
  const author = organisation.people.find(p => p.login === chain.author);
  if (!repository || !author) {
    throw new Error(
      `The history speaks of ${
        repository ? chain.author : chain.repository
      }, which the catalog does not have (any more). Start the demo with --reset to make a new history.`,
    );
  }
  return {
    chain,
    repository,
    author,
    authorAccount: account(chain.author),
    reviewerAccount: account(chain.reviewer),
    organization: organization(organisation.account),
    api: `https://api.github.com/repos/${chain.repository}`,
    html: `https://github.com/${chain.repository}`,
  };
}
