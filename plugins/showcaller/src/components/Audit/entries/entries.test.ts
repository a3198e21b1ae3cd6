import { entryFacts, entryTexts } from '../entry/entryFacts';
import { actionWords } from './actionWords';
import { changeAuditQuery, filterOf, parseAuditQuery } from './auditQuery';
import { fromLocalField, toLocalField } from './localTime';
import { isEntityRef, subjectLink, subjectWords } from './subjectLink';

const hash = 'ab'.repeat(32);

describe('what the address says', () => {
  const params = new URLSearchParams(
    'action=gate.decided&from=2026-11-20T00:00:00Z&page=3&size=50&entry=12&tab=x',
  );

  it('is filter, page and open entry; what is wrong is not said', () => {
    expect(parseAuditQuery(params)).toEqual({
      action: 'gate.decided',
      from: '2026-11-20T00:00:00Z',
      page: 2,
      pageSize: 50,
      entry: 12,
    });
    expect(
      parseAuditQuery(
        new URLSearchParams('from=yesterday&page=-1&size=7&entry=x&actor=+'),
      ),
    ).toEqual({ page: 0, pageSize: 20, entry: undefined });
  });

  it('starts at the first page with another filter, and keeps what it does not know', () => {
    expect(
      changeAuditQuery(params, { actor: 'user:default/jane' }).toString(),
    ).toBe(
      'action=gate.decided&from=2026-11-20T00%3A00%3A00Z&size=50&entry=12&tab=x&actor=user%3Adefault%2Fjane',
    );
    expect(changeAuditQuery(params, { entry: undefined }).get('page')).toBe(
      '3',
    );
    expect(filterOf(parseAuditQuery(params))).toEqual({
      action: 'gate.decided',
      from: '2026-11-20T00:00:00Z',
    });
  });
});

describe('a field for date and time', () => {
  it('says the same moment as the address', () => {
    const iso = fromLocalField('2026-11-20T14:02');
    expect(toLocalField(iso)).toBe('2026-11-20T14:02');
    expect(fromLocalField('')).toBeUndefined();
    expect(toLocalField('never')).toBe('');
  });
});

describe('what an entry is about', () => {
  it.each([
    ['decision:01KX', { to: 'decision', id: '01KX' }],
    [`bundle:${hash}`, { to: 'bundle', hash }],
    [`model:${hash}`, { to: 'model', hash }],
    [
      'entity:component:default/orders',
      { to: 'entity', ref: 'component:default/orders' },
    ],
    ['entity:nothing', undefined],
    ['incident:INC-1', undefined],
    ['audit', undefined],
    ['toString:x', undefined],
  ])('%s', (subject, link) => {
    expect(subjectLink(subject)).toEqual(link);
  });

  it('is shown without the length of a hash', () => {
    expect(subjectWords(`bundle:${hash}`)).toBe('bundle:abababababab…');
  });

  it('knows people of the catalog from services', () => {
    expect(isEntityRef('user:default/jane')).toBe(true);
    expect(isEntityRef('showcaller')).toBe(false);
    expect(isEntityRef('plugin:showcaller')).toBe(false);
  });
});

describe('what an entry holds', () => {
  it('is facts by name, as one reads them', () => {
    expect(
      entryFacts({
        ruleName: 'risky',
        failedOpen: false,
        roles: ['a', 'b'],
        instead: null,
        counts: { a: 1 },
      }),
    ).toEqual([
      ['Rule name', 'risky'],
      ['Failed open', 'no'],
      ['Roles', 'a, b'],
      ['Instead', 'none'],
      ['Counts', '{"a":1}'],
    ]);
  });

  it('is what people wrote, also where that was erased', () => {
    expect(
      entryTexts({
        texts: { comment: 'fine' },
        textDigests: { comment: hash, reason: hash },
      }),
    ).toEqual([
      { name: 'Comment', text: 'fine' },
      { name: 'Reason', text: undefined },
    ]);
  });

  it('is done in words, and an action that is new keeps its name', () => {
    expect(actionWords('gate.approved')).toBe('Approved');
    expect(actionWords('gate.levitated')).toBe('gate.levitated');
    expect(actionWords('constructor')).toBe('constructor');
  });
});
