import type { PolicyFile } from '@showcaller/engine/policy';

/** Changes that were not saved, as the browser keeps them. */
export interface KeptDraft {
  /** Hash of the bundle that they start from. */
  from: string;
  files: PolicyFile[];
  /** RFC 3339. */
  at: string;
}

const KEY = 'showcaller.policy-draft';

/** Unsaved changes that start from a bundle; whatever else is stored there is as if nothing was. */
export function readKeptDraft(
  storage: Pick<Storage, 'getItem'>,
  from: string,
): KeptDraft | undefined {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    return isKeptDraft(kept) && kept.from === from ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps unsaved changes; there is one draft, the latest. Where the browser keeps nothing, leaving still warns. */
export function keepDraft(
  storage: Pick<Storage, 'setItem'>,
  draft: KeptDraft,
): void {
  try {
    storage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Full, or forbidden by the reader.
  }
}

/** Forgets what was saved or discarded. */
export function forgetDraft(storage: Pick<Storage, 'removeItem'>): void {
  try {
    storage.removeItem(KEY);
  } catch {
    // Forbidden by the reader, so there is nothing.
  }
}

function isKeptDraft(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { from, files, at } = value as Partial<KeptDraft>;
  return (
    typeof from === 'string' &&
    typeof at === 'string' &&
    Array.isArray(files) &&
    files.length > 0 &&
    files.every(
      file => typeof file?.path === 'string' && typeof file?.text === 'string',
    )
  );
}
