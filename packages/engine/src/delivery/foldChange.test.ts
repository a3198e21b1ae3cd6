import fc from 'fast-check';
import { foldChange } from './foldChange';
import type { ChangeEventData, DeliveryEvent } from './types';

function event(
  predicate: string,
  minute: number,
  data: Partial<ChangeEventData> = {},
): DeliveryEvent<ChangeEventData> {
  const at = new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  return {
    id: `${predicate}-${minute}-${JSON.stringify(data)}`,
    type: `dev.cdevents.change.${predicate}.0.3.0`,
    occurredAt: at,
    receivedAt: at,
    data: { repository: 'shop/web', sha: 'abc', ...data },
    content: {},
  };
}

describe('foldChange', () => {
  it.each([
    ['created', ['created']],
    ['updated', ['created', 'updated', 'reviewed']],
    ['created', ['reviewed']],
    ['abandoned', ['created', 'updated', 'abandoned']],
    ['updated', ['created', 'abandoned', 'updated']],
    ['merged', ['created', 'merged']],
    ['merged', ['created', 'merged', 'updated', 'abandoned', 'created']],
  ])('is %s after %p', (status, predicates) => {
    const events = predicates.map((predicate, minute) =>
      event(predicate, minute),
    );
    expect(foldChange(events)?.status).toBe(status);
  });

  it('takes the latest known value of each field and never lets an absent one erase it', () => {
    expect(
      foldChange([
        event('created', 0, {
          title: 'old title',
          linesAdded: 12,
          pullRequest: { number: 5 },
          filesAdded: ['b.ts'],
          filesModified: ['a.ts', 'b.ts'],
          filesRemoved: ['c.ts'],
        }),
        event('updated', 1, { title: 'new title' }),
        event('merged', 2, { onDefaultBranch: true, branch: 'main' }),
      ]),
    ).toEqual({
      repository: 'shop/web',
      sha: 'abc',
      status: 'merged',
      title: 'new title',
      linesAdded: 12,
      pullRequest: 5,
      branch: 'main',
      onDefaultBranch: true,
      files: ['b.ts', 'a.ts', 'c.ts'],
      filesTruncated: false,
      observedAt: '2026-01-01T12:02:00.000Z',
    });
  });

  it('never replaces a complete file list by a shortened one', () => {
    const complete = event('created', 0, { filesAdded: ['a', 'b'] });
    const shortened = event('updated', 1, {
      filesAdded: ['a'],
      filesTruncated: true,
    });
    expect(foldChange([complete, shortened])).toMatchObject({
      files: ['a', 'b'],
      filesTruncated: false,
    });
    expect(foldChange([shortened])).toMatchObject({
      files: ['a'],
      filesTruncated: true,
    });
  });

  it('takes null, as JSON may bring it, for absent', () => {
    const nothing = JSON.parse('{"title":null}');
    expect(
      foldChange([
        event('created', 0, { title: 'kept' }),
        event('updated', 1, nothing),
      ])?.title,
    ).toBe('kept');
  });

  it('is undefined while repository or revision are unknown', () => {
    expect(foldChange([])).toBeUndefined();
    expect(
      foldChange([event('created', 0, { sha: undefined })]),
    ).toBeUndefined();
  });

  it('reads every version of an event type', () => {
    const events = ['0.1.2', '0.4.0', '0.6.0-draft'].map((version, minute) => ({
      ...event('created', minute),
      id: version,
      type: `dev.cdevents.change.merged.${version}`,
    }));
    for (const one of events) {
      expect(foldChange([one])?.status).toBe('merged');
    }
  });

  it('comes to the same state in any order of arrival and with any duplicates', () => {
    const anyEvent = fc
      .record({
        predicate: fc.constantFrom(
          'created',
          'updated',
          'reviewed',
          'abandoned',
          'merged',
        ),
        minute: fc.integer({ min: 0, max: 3 }),
        title: fc.constantFrom(undefined, 'x', 'y'),
        filesAdded: fc.option(fc.subarray(['a', 'b']), { nil: undefined }),
        filesTruncated: fc.constantFrom(undefined, true, false),
      })
      .map(({ predicate, minute, ...data }) => event(predicate, minute, data));
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 8 }).chain(events =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray([...events, ...events, ...events], {
              minLength: 3 * events.length,
            }),
          ),
        ),
        ([events, shuffled]) => {
          expect(foldChange(shuffled)).toEqual(foldChange(events));
        },
      ),
    );
  });
});
