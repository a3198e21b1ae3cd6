import { mockServices } from '@backstage/backend-test-utils';
import { readLabelRules } from './labelRules';

const read = (labels: object) =>
  readLabelRules(
    mockServices.rootConfig({ data: { showcaller: { risk: { labels } } } }),
  );

describe('readLabelRules', () => {
  it('waits seven days and looks a day ahead, for the tiers that the gate decides on', () => {
    expect(read({})).toMatchObject({
      maturityDays: 7,
      tiers: ['production', 'staging'],
      rollbackHours: 24,
      hotfixHours: 24,
      incidentHours: 24,
    });
  });

  it('has another hash when deployments would be judged differently, and only then', () => {
    expect(read({ tiers: ['production'] }).hash).toBe(read({}).hash);
    expect(read({ hotfixHours: 48 }).hash).not.toBe(read({}).hash);
    expect(read({ maturityDays: 14 }).hash).not.toBe(read({}).hash);
  });

  it.each([
    [{ maturityDays: 0 }, /maturityDays is 0; it must be above 0/],
    [{ maturityDays: 1, rollbackHours: 25 }, /rollbackHours is 25, more than/],
    [{ tiers: ['prod'] }, /tiers holds 'prod'; known tiers are production/],
  ])('refuses %j', (labels, message) => {
    expect(() => read(labels)).toThrow(message);
  });
});
