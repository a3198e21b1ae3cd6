import { map, repository, said } from '../__fixtures__/map';
import { check, EARLY, job, LATE } from '../__fixtures__/payloads';

const SUBJECT = 'shop/payments#task-31';

describe('mapWorkflowJob', () => {
  it.each([
    ['queued', 'showcaller-taskrun.queued', EARLY],
    ['waiting', 'showcaller-taskrun.waiting', EARLY],
    ['in_progress', 'taskrun.started', EARLY],
    ['completed', 'taskrun.finished', LATE],
    ['never_seen', 'showcaller-taskrun.queued', EARLY],
  ])('maps %s', (action, type, at) => {
    expect(said('workflow_job', { action, workflow_job: job })).toEqual([
      [type, SUBJECT, at],
    ]);
  });

  it('goes by the status when the action is one never seen', () => {
    const payload = {
      action: 'never_seen',
      workflow_job: { ...job, status: 'completed' },
    };
    expect(said('workflow_job', payload)).toEqual([
      ['taskrun.finished', SUBJECT, LATE],
    ]);
  });

  it('keeps the steps, and the attempt of the run that it belongs to', () => {
    const steps = [
      { name: 'test', status: 'completed', conclusion: 'failure', number: 1 },
      { name: null, status: 'queued', conclusion: null, number: 2 },
    ];
    const [finished] = map('workflow_job', {
      action: 'completed',
      repository,
      workflow_job: { ...job, conclusion: 'failure', steps },
    });
    expect(finished).toMatchObject({
      subject: {
        content: {
          outcome: 'failure',
          pipelineRun: { id: 'shop/payments#run-30.2' },
        },
      },
      customData: {
        startedAt: EARLY,
        finishedAt: LATE,
        rawOutcome: 'failure',
        steps: [
          { name: 'test', status: 'completed', outcome: 'failure' },
          { name: 'step 2', status: 'queued' },
        ],
      },
    });
  });
});

describe('mapCheckRun', () => {
  it.each([
    ['queued', 'showcaller-taskrun.queued', EARLY],
    ['waiting', 'showcaller-taskrun.waiting', EARLY],
    ['in_progress', 'taskrun.started', EARLY],
    ['completed', 'taskrun.finished', LATE],
    ['never_seen', 'showcaller-taskrun.queued', EARLY],
  ])('maps the status %s, to the subject of the job', (status, type, at) => {
    const payload = { action: 'created', check_run: { ...check, status } };
    expect(said('check_run', payload)).toEqual([[type, SUBJECT, at]]);
  });

  it('maps a button that was pressed', () => {
    const payload = {
      action: 'requested_action',
      check_run: check,
      requested_action: { identifier: 'approve' },
    };
    expect(said('check_run', payload)).toEqual([
      ['showcaller-checkrun.actionrequested', SUBJECT, LATE],
    ]);
  });
});
