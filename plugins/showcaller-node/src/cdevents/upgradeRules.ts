/** What an older type became in CDEvents v0.5.1, where more than its version changed. @internal */
export interface UpgradeRule {
  /** `<subject>.<predicate>` of v0.5.1, where it was renamed. */
  renamed?: string;
  /** Fields of `subject.content` that were renamed; a path of two for a field of an object. */
  fields?: Array<[from: string[], to: string[]]>;
  /** Words of `subject.content.outcome`. */
  outcomes?: Record<string, string>;
}

const url: UpgradeRule = { fields: [[['url'], ['uri']]] };

/** v0.5 closed the list of outcomes; what it does not have is an error. */
const runOutcomes = {
  success: 'success',
  succeeded: 'success',
  failure: 'failure',
  failed: 'failure',
  cancel: 'cancel',
  canceled: 'cancel',
  cancelled: 'cancel',
  aborted: 'cancel',
  error: 'error',
};
const testOutcomes = { ...runOutcomes, pass: 'success', fail: 'failure' };

/**
 * By `<subject>.<predicate>` of the older event. Compared are the published schemas of v0.1.0 to v0.5.1. What is not
 * here changed its version only. Of every event, `context.version` became `specversion`, `chain_id` became `chainId`, and
 * `subject.type` went.
 *
 * @internal
 */
export const upgradeRules: Record<string, UpgradeRule> = {
  'environment.created': url,
  'environment.modified': url,
  'pipelinerun.finished': { ...url, outcomes: runOutcomes },
  'pipelinerun.queued': url,
  'pipelinerun.started': url,
  'repository.created': url,
  'repository.deleted': url,
  'repository.modified': url,
  'taskrun.finished': url,
  'taskrun.started': url,
  'testcase.finished': {
    renamed: 'testcaserun.finished',
    outcomes: testOutcomes,
  },
  'testcase.queued': { renamed: 'testcaserun.queued' },
  'testcase.started': { renamed: 'testcaserun.started' },
  'testcaserun.finished': { outcomes: testOutcomes },
  'testsuite.finished': { renamed: 'testsuiterun.finished' },
  'testsuite.started': { renamed: 'testsuiterun.started' },
  'testsuiterun.finished': { outcomes: testOutcomes },
  'testsuiterun.queued': {
    fields: [
      [
        ['testSuite', 'url'],
        ['testSuite', 'uri'],
      ],
    ],
  },
};
