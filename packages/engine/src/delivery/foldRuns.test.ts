import fc from 'fast-check';
import { foldPipelineRun } from './foldPipelineRun';
import { foldTaskRun } from './foldTaskRun';
import type {
  DeliveryEvent,
  PipelineRunEventData,
  TaskRunEventData,
} from './types';

function event<TData>(
  type: string,
  minute: number,
  data: TData,
  content: Record<string, unknown> = {},
): DeliveryEvent<TData> {
  const at = new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  return {
    id: `${type}-${minute}-${JSON.stringify(content)}`,
    type,
    occurredAt: at,
    receivedAt: at,
    data,
    content,
  };
}

const run: PipelineRunEventData = {
  repository: 'shop/web',
  runId: '11',
  attempt: 2,
};
const pipeline = (
  predicate: string,
  minute: number,
  content: Record<string, unknown> = {},
  data: PipelineRunEventData = run,
) =>
  event(`dev.cdevents.pipelinerun.${predicate}.0.3.0`, minute, data, content);

describe('foldPipelineRun', () => {
  it('goes from queued over running to the outcome', () => {
    const queued = pipeline('queued', 0, { pipelineName: 'ci' });
    const started = pipeline('started', 1, { uri: 'https://ci.example/11' });
    const finished = pipeline('finished', 5, { outcome: 'failure' });
    expect(foldPipelineRun([queued])?.status).toBe('queued');
    expect(foldPipelineRun([queued, started])?.status).toBe('running');
    expect(foldPipelineRun([finished, started, queued])).toEqual({
      repository: 'shop/web',
      runId: '11',
      attempt: 2,
      name: 'ci',
      url: 'https://ci.example/11',
      status: 'failure',
      queuedAt: '2026-01-01T12:00:00.000Z',
      startedAt: '2026-01-01T12:01:00.000Z',
      finishedAt: '2026-01-01T12:05:00.000Z',
    });
  });

  it('is not un-finished by a late queued or started', () => {
    expect(
      foldPipelineRun([
        pipeline('finished', 2, { outcome: 'success' }),
        pipeline('started', 3),
        pipeline('queued', 4),
      ])?.status,
    ).toBe('success');
  });

  it.each([
    ['success', 'success'],
    ['cancel', 'cancel'],
    ['error', 'error'],
    ['toString', 'error'],
    [undefined, 'error'],
  ])('finished with outcome %p is %s', (outcome, status) => {
    expect(
      foldPipelineRun([pipeline('finished', 1, { outcome })])?.status,
    ).toBe(status);
  });

  it('prefers the times that the source states', () => {
    expect(
      foldPipelineRun([
        pipeline(
          'finished',
          9,
          { outcome: 'success' },
          {
            ...run,
            startedAt: '2026-01-01T11:00:00Z',
            finishedAt: '2026-01-01T11:30:00Z',
          },
        ),
        pipeline('started', 1),
      ]),
    ).toMatchObject({
      startedAt: '2026-01-01T11:00:00Z',
      finishedAt: '2026-01-01T11:30:00Z',
    });
  });

  it('is the first attempt unless told otherwise, and undefined without repository and run', () => {
    expect(
      foldPipelineRun([
        pipeline('queued', 0, {}, { repository: 'a/b', runId: '1' }),
      ])?.attempt,
    ).toBe(1);
    expect(
      foldPipelineRun([pipeline('queued', 0, {}, { runId: '1' })]),
    ).toBeUndefined();
  });

  it('comes to the same state in any order of arrival and with any duplicates', () => {
    const anyEvent = fc
      .record({
        predicate: fc.constantFrom('queued', 'started', 'finished'),
        minute: fc.integer({ min: 0, max: 3 }),
        outcome: fc.constantFrom('success', 'failure', 'cancel'),
      })
      .map(({ predicate, minute, outcome }) =>
        pipeline(predicate, minute, { outcome }),
      );
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 8 }).chain(events =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray([...events, ...events], {
              minLength: 2 * events.length,
            }),
          ),
        ),
        ([events, shuffled]) => {
          expect(foldPipelineRun(shuffled)).toEqual(foldPipelineRun(events));
        },
      ),
    );
  });
});

describe('foldTaskRun', () => {
  const task: TaskRunEventData = { repository: 'shop/web', runId: '11' };
  const ours = (predicate: string, minute: number) =>
    event(`dev.cdeventsx.showcaller-taskrun.${predicate}.0.1.0`, minute, task, {
      taskName: 'deploy',
    });

  it('is queued while it waits for somebody', () => {
    expect(foldTaskRun([ours('queued', 0), ours('waiting', 1)])).toEqual({
      repository: 'shop/web',
      runId: '11',
      name: 'deploy',
      status: 'queued',
      queuedAt: '2026-01-01T12:00:00.000Z',
    });
  });

  it('keeps the steps and the run it belongs to', () => {
    const steps = [{ name: 'test', outcome: 'success' }];
    expect(
      foldTaskRun([
        event(
          'dev.cdevents.taskrun.finished.0.3.0',
          3,
          { ...task, steps },
          {
            outcome: 'success',
            pipelineRun: { id: 'shop/web#run-11.1' },
          },
        ),
        event('dev.cdevents.taskrun.started.0.3.0', 2, task, {
          pipelineRun: 'not an object',
        }),
        ours('waiting', 1),
      ]),
    ).toMatchObject({
      status: 'success',
      steps,
      pipelineRunId: 'shop/web#run-11.1',
      name: 'deploy',
    });
  });

  it('is undefined without a repository', () => {
    expect(
      foldTaskRun([event('dev.cdevents.taskrun.started.0.3.0', 0, {})]),
    ).toBeUndefined();
  });
});
