import { map, repository, said } from '../__fixtures__/map';
import { EARLY, LATE, run, SHA } from '../__fixtures__/payloads';

const SUBJECT = 'shop/payments#run-30.2';

describe('mapWorkflowRun', () => {
  it.each([
    ['requested', 'pipelinerun.queued', EARLY],
    ['in_progress', 'pipelinerun.started', LATE],
    ['completed', 'pipelinerun.finished', LATE],
    ['never_seen', 'pipelinerun.queued', EARLY],
  ])('maps %s', (action, type, at) => {
    expect(said('workflow_run', { action, workflow_run: run })).toEqual([
      [type, SUBJECT, at],
    ]);
  });

  it.each([
    ['success', 'success'],
    ['neutral', 'success'],
    ['skipped', 'success'],
    ['failure', 'failure'],
    ['cancelled', 'cancel'],
    ['stale', 'cancel'],
    ['timed_out', 'error'],
    ['action_required', 'error'],
    ['startup_failure', 'error'],
    ['never_seen', 'error'],
    [null, undefined],
  ])('calls the conclusion %s %s, beside the raw word', (raw, outcome) => {
    const [finished] = map('workflow_run', {
      action: 'completed',
      repository,
      workflow_run: { ...run, conclusion: raw },
    });
    expect(finished.subject.content.outcome).toBe(outcome);
    expect(finished.customData).toMatchObject(raw ? { rawOutcome: raw } : {});
  });

  it('tells the start with the end, so that a lost start is no gap', () => {
    const [finished] = map('workflow_run', {
      action: 'completed',
      repository,
      workflow_run: run,
    });
    expect(finished.customData).toEqual({
      kind: 'pipelineRun',
      repository: 'shop/payments',
      sha: SHA,
      runId: '30',
      attempt: 2,
      runNumber: 12,
      url: 'https://github.com/Shop/Payments/actions/runs/30',
      startedAt: EARLY,
      finishedAt: LATE,
    });
  });
});
