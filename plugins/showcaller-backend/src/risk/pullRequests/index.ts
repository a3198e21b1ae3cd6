export * from './PullRequestRoom';
export * from './PullRequestScorer';
