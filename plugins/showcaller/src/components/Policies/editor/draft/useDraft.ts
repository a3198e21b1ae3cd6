import type { PolicyFile } from '@showcaller/engine/policy';
import { useEffect, useMemo, useReducer, useState } from 'react';
import { forgetDraft, keepDraft, readKeptDraft } from './keptDraft';
import {
  changeDraft,
  draftOf,
  sameFiles,
  type DraftChange,
  type PolicyDraft,
} from './policyDraft';

/** Typing settles for so long before it is kept. */
const KEEP_AFTER_MS = 500;

/** What somebody edits, starting from a bundle. Changes that are not saved are kept in the browser, and leaving warns. */
export function useDraft(base: {
  hash: string;
  files: readonly PolicyFile[];
}): {
  draft: PolicyDraft;
  change: (change: DraftChange) => void;
  /** Whether it differs from where it started. */
  changed: boolean;
  /** When changes of an earlier visit were made, with which this one began. */
  restoredAt?: string;
  /** Back to the bundle. */
  discard: () => void;
  /** It was saved: nothing is kept, and leaving does not warn. */
  settle: () => void;
} {
  const start = useMemo(() => draftOf(base.files), [base.files]);
  const [kept, setKept] = useState(() =>
    readKeptDraft(window.localStorage, base.hash),
  );
  const [draft, change] = useReducer(
    changeDraft,
    kept ? draftOf(kept.files) : start,
  );
  const [settled, setSettled] = useState(false);
  const changed = !settled && !sameFiles(draft.files, start.files);

  useEffect(() => {
    if (!changed) {
      return undefined;
    }
    const timer = setTimeout(
      () =>
        keepDraft(window.localStorage, {
          from: base.hash,
          files: draft.files,
          at: new Date().toISOString(),
        }),
      KEEP_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [base.hash, changed, draft.files]);

  useEffect(() => {
    if (!changed) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      event.returnValue = '';
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);

  return {
    draft,
    change,
    changed,
    restoredAt: changed ? kept?.at : undefined,
    discard: () => {
      forgetDraft(window.localStorage);
      setKept(undefined);
      change({ type: 'reset', files: base.files });
    },
    settle: () => {
      forgetDraft(window.localStorage);
      setSettled(true);
    },
  };
}
