import type { PolicyBundleRow } from '@showcaller/backstage-plugin-showcaller-common';
import { hashes, rowOf, sampleBundles } from '../../../__testUtils__/policies';
import { activationWords, contentWords, originWords } from './bundleWords';
import { nextStep } from './nextStep';
import { gitWords, overviewWords } from './overviewWords';

const now = new Date('2026-11-20T13:05:00Z');
const zone = 'UTC';
const [proposed, broken, , fromGit, active] = sampleBundles(now);

describe('what a bundle is', () => {
  it.each<[Partial<PolicyBundleRow>, string]>([
    [{}, '3 rules, 3 tests pass'],
    [{ testsPassed: 1 }, '3 rules, 1 test passes'],
    [{ testsPassed: 3, testsFailed: 1 }, '3 rules, 1 of 4 tests fail'],
    [{ testsPassed: 0, warnings: 2 }, '3 rules, no tests, 2 warnings'],
    [{ errors: 3 }, '3 errors'],
  ])('%j holds %s', (changes, words) => {
    expect(contentWords({ ...proposed, warnings: 0, ...changes })).toBe(words);
  });

  it('says where it comes from and who let it decide', () => {
    expect(originWords(fromGit)).toBe('From git at 4f2c1d0');
    expect(originWords(proposed)).toBe(
      'Written in the portal by ines.platform',
    );
    expect(originWords({ ...active, origin: 'built-in' })).toBe(
      'Comes with the product',
    );
    expect(activationWords(active, zone)).toBe(
      'Activated by sam.sre on Nov 3, 2026, 21:05:00 UTC.',
    );
    expect(activationWords(proposed, zone)).toBeUndefined();
  });
});

describe('overviewWords', () => {
  it('says which bundle decides, since when, by whom and why', () => {
    expect(overviewWords({ active }, zone)).toEqual({
      tone: 'ok',
      headline: 'Bundle ac1111111111 decides at the gate.',
      details: [
        'Activated by sam.sre on Nov 3, 2026, 21:05:00 UTC.',
        'Because: Same rules as before, now under our own name',
        'It has 2 rules, 2 tests pass.',
      ],
    });
  });

  it('says that the built-in rules decide while nobody activated others', () => {
    const words = overviewWords({
      active: rowOf({
        hash: hashes.active,
        origin: 'built-in',
        createdBy: 'showcaller',
        createdAt: now.toISOString(),
        files: [],
      }),
    });
    expect(words.headline).toBe('The built-in rules decide at the gate.');
    expect(words.details[0]).toBe('Nobody has activated a bundle yet.');
  });

  it('is loud when the product went back by itself', () => {
    const { tone, headline, details } = overviewWords(
      {
        active,
        fallback: {
          from: hashes.broken,
          reason: 'gate.policy:1:12: there is no path risk_scor',
          at: now.toISOString(),
        },
      },
      zone,
    );
    expect(tone).toBe('error');
    expect(headline).toBe(
      'Bundle eb5555555555 could not decide any more: the last good one, ac1111111111, decides instead.',
    );
    expect(details[0]).toBe(
      'It went back by itself on Nov 20, 2026, 13:05:00 UTC: gate.policy:1:12: there is no path risk_scor',
    );
  });
});

describe('gitWords', () => {
  const git = { path: 'policies', revision: '4f2c1d0a9b' };

  it('tells nothing, a wait, a success and a failure apart', () => {
    expect(gitWords(undefined)).toBeUndefined();
    expect(gitWords(git)?.tone).toBe('running');
    expect(gitWords({ ...git, readAt: now.toISOString() }, zone)).toEqual({
      tone: 'ok',
      sentence:
        'Policies are read from git (policies at 4f2c1d0), last on Nov 20, 2026, 13:05:00 UTC.',
    });
    expect(
      gitWords(
        { ...git, readAt: now.toISOString(), error: 'no such branch.' },
        zone,
      ),
    ).toEqual({
      tone: 'error',
      sentence:
        'Policies could not be read from git (policies at 4f2c1d0): no such branch. It was last read on Nov 20, 2026, 13:05:00 UTC.',
    });
  });
});

describe('nextStep', () => {
  const you = { mayPropose: true, mayActivate: false };
  const stored = { ...fromGit, you };

  it('leads from errors over tests and the past to a proposal', () => {
    expect(nextStep({ ...broken, you }, undefined)).toMatchObject({
      tone: 'error',
      step: 'edit',
    });
    expect(nextStep({ ...stored, testsFailed: 1 }, undefined).sentence).toBe(
      '1 of its tests fails. It can be proposed when all of them pass.',
    );
    expect(nextStep(stored, undefined).step).toBe('dry-run');
    expect(nextStep(stored, { state: 'failed' }).step).toBe('dry-run');
    expect(nextStep(stored, { state: 'running' }).tone).toBe('running');
    expect(nextStep(stored, { state: 'finished' }).step).toBe('propose');
  });

  it('says whose turn it is once it is proposed', () => {
    expect(
      nextStep(
        { ...proposed, you: { mayPropose: false, mayActivate: true } },
        undefined,
      ).sentence,
    ).toMatch(/^It waits for you/);
    expect(nextStep({ ...proposed, you }, undefined).sentence).toMatch(
      /^It waits for a second person/,
    );
  });

  it('tells one that the product went back from apart from one with errors', () => {
    expect(
      nextStep(
        { ...stored, status: 'broken', statusReason: 'it did not compile' },
        undefined,
      ).sentence,
    ).toBe('The product went back from it by itself: it did not compile');
  });
});
