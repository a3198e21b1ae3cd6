import { builtInPolicy } from '@showcaller/engine/policy';
import { forgetDraft, keepDraft, readKeptDraft } from './keptDraft';
import {
  changeDraft,
  draftOf,
  newFileText,
  pathObjection,
  sameFiles,
  savingObjection,
} from './policyDraft';
import { checkDraft } from '../live/checkDraft';

const files = [
  { path: 'b.policy', text: 'two\r\nlines' },
  { path: 'a.policy', text: 'one' },
];

describe('a draft', () => {
  it('starts with the first file by name, its lines ended in one way', () => {
    expect(draftOf(files)).toEqual({
      selected: 'a.policy',
      files: [
        { path: 'a.policy', text: 'one' },
        { path: 'b.policy', text: 'two\nlines' },
      ],
    });
  });

  it('adds a file with something to start from, which compiles and passes its test', () => {
    const draft = changeDraft(draftOf(files), {
      type: 'add',
      path: 'teams/c.policy',
    });
    expect(draft.selected).toBe('teams/c.policy');
    const check = checkDraft([{ path: 'c.policy', text: newFileText }]);
    expect(check.diagnostics).toEqual([]);
    expect(check.tests.map(({ passed }) => passed)).toEqual([true]);
  });

  it('renames and removes, and shows another file then', () => {
    const renamed = changeDraft(draftOf(files), {
      type: 'rename',
      path: 'a.policy',
      to: 'z.policy',
    });
    expect(renamed.files.map(({ path }) => path)).toEqual([
      'b.policy',
      'z.policy',
    ]);
    expect(renamed.selected).toBe('z.policy');
    const left = changeDraft(renamed, { type: 'remove', path: 'z.policy' });
    expect(left.selected).toBe('b.policy');
    expect(changeDraft(left, { type: 'remove', path: 'b.policy' })).toBe(left);
  });

  it.each([
    ['', /end in \.policy/],
    ['gate.txt', /end in \.policy/],
    ['../gate.policy', /end in \.policy/],
    ['a.policy', /already/],
  ])('does not call a file %j', (path, objection) => {
    expect(pathObjection(path, files)).toMatch(objection);
    expect(
      changeDraft(draftOf(files), { type: 'add', path }).files,
    ).toHaveLength(2);
  });

  it('knows whether anything was changed, and what is too much', () => {
    const draft = draftOf(builtInPolicy);
    expect(sameFiles(draft.files, builtInPolicy)).toBe(true);
    const edited = changeDraft(draft, {
      type: 'edit',
      path: 'gate.policy',
      text: 'x'.repeat(200_001),
    });
    expect(sameFiles(edited.files, builtInPolicy)).toBe(false);
    expect(savingObjection(edited.files)).toMatch(/200,001 characters/);
    expect(savingObjection(draft.files)).toBeUndefined();
  });
});

describe('a draft that is kept', () => {
  beforeEach(() => window.localStorage.clear());
  const kept = {
    from: 'ab12',
    files: [{ path: 'a.policy', text: 'one' }],
    at: '2026-11-20T13:05:00Z',
  };

  it('is there again for the bundle that it starts from, until it is forgotten', () => {
    keepDraft(window.localStorage, kept);
    expect(readKeptDraft(window.localStorage, 'ab12')).toEqual(kept);
    expect(readKeptDraft(window.localStorage, 'cd34')).toBeUndefined();
    forgetDraft(window.localStorage);
    expect(readKeptDraft(window.localStorage, 'ab12')).toBeUndefined();
  });

  it.each([
    '{',
    'null',
    '{"from":"ab12"}',
    '{"from":"ab12","at":"","files":[1]}',
  ])('is not taken from %s', text => {
    window.localStorage.setItem('showcaller.policy-draft', text);
    expect(readKeptDraft(window.localStorage, 'ab12')).toBeUndefined();
  });
});
