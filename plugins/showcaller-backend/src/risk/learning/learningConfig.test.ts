import { mockServices } from '@backstage/backend-test-utils';
import { readLearningConfig } from './learningConfig';

function read(showcaller: object = {}) {
  return readLearningConfig(mockServices.rootConfig({ data: { showcaller } }));
}

describe('readLearningConfig', () => {
  it('trains every day, looks at drift every hour, and promotes by itself, without configuration', () => {
    expect(read()).toMatchObject({
      trainingSchedule: { frequency: { hours: 24 }, scope: 'global' },
      driftSchedule: { frequency: { hours: 1 }, scope: 'global' },
      autoPromote: true,
      monotone: [],
      recipients: ['group:default/platform'],
    });
  });

  it('reads what is configured, and keeps it to one replica', () => {
    expect(
      read({
        permissions: { platformGroups: ['group:infra/core', 'platform'] },
        risk: {
          autoPromote: false,
          training: {
            monotone: ['la', 'flaky'],
            schedule: {
              frequency: { cron: '0 3 * * *' },
              timeout: { hours: 1 },
              scope: 'local',
            },
          },
        },
      }),
    ).toMatchObject({
      trainingSchedule: { frequency: { cron: '0 3 * * *' }, scope: 'global' },
      autoPromote: false,
      monotone: ['la', 'flaky'],
      recipients: ['group:infra/core', 'group:default/platform'],
    });
  });

  it('takes true for the features of size', () => {
    expect(read({ risk: { training: { monotone: true } } }).monotone).toEqual([
      'la',
      'ld',
      'nf',
      'nd',
      'ns',
    ]);
  });

  it('says which name is no feature', () => {
    expect(() =>
      read({ risk: { training: { monotone: ['la', 'moon'] } } }),
    ).toThrow(
      'showcaller.risk.training.monotone names moon, which are no features',
    );
  });
});
