import { sampleVersions } from '../../../__testUtils__/models';
import {
  canPromote,
  chooseVersion,
  learnedFrom,
  lineage,
  previousChampion,
  shortHash,
} from './versionActions';

const versions = sampleVersions();
const byStatus = (status: string) =>
  versions.find(version => version.status === status)!;

describe('versions of the model', () => {
  it('can be made to serve unless they serve or were withdrawn', () => {
    expect(
      Object.fromEntries(
        versions.map(version => [version.status, canPromote(version)]),
      ),
    ).toEqual({
      champion: false,
      challenger: true,
      rejected: true,
      retired: true,
      failed: false,
    });
  });

  it('roll back to the one that served last', () => {
    expect(previousChampion(versions)?.version).toBe('5');
    expect(previousChampion([byStatus('champion')])).toBeUndefined();
  });

  it('are chosen by the beginning of their hash, else the serving one', () => {
    const challenger = byStatus('challenger');
    expect(chooseVersion(versions, shortHash(challenger.hash))).toBe(
      challenger,
    );
    expect(chooseVersion(versions, undefined)).toBe(byStatus('champion'));
    expect(chooseVersion(versions, 'nothing like it')).toBe(
      byStatus('champion'),
    );
    expect(chooseVersion(versions, challenger.hash.slice(0, 2))).toBe(
      byStatus('champion'),
    );
    expect(chooseVersion([], 'abcdef')).toBeUndefined();
  });

  it('say what they learned from', () => {
    expect(learnedFrom(byStatus('champion'))).toBe(
      '2,140 deployments, 265 failures',
    );
    expect(learnedFrom(versions.at(-1)!)).toBe(
      '195,424 public changes, 27,359 failures',
    );
  });

  it('know what they descend from, and are not caught in a circle', () => {
    expect(
      lineage(byStatus('champion'), versions).map(one => one.version),
    ).toEqual(['5', '1.0.0']);
    const a = { ...byStatus('champion'), hash: 'a', parent: 'b' };
    const b = { ...byStatus('champion'), hash: 'b', parent: 'a' };
    expect(lineage(a, [a, b])).toEqual([b]);
  });
});
