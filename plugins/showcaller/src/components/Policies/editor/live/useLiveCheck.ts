import type { PolicyFile } from '@showcaller/engine/policy';
import { useEffect, useRef, useState } from 'react';
import { checkDraft, type DraftCheck } from './checkDraft';

/** Pause in typing after which a draft is checked. */
const PAUSE_MS = 250;
/** Of a large draft, so much longer than checking it takes. */
const PAUSE_PER_MS = 4;

/** What the compiler says of the files, a moment after they stop changing; `checking` until it has. */
export function useLiveCheck(files: readonly PolicyFile[]): {
  check: DraftCheck | undefined;
  checking: boolean;
} {
  const [check, setCheck] = useState<DraftCheck>();
  const tookMs = useRef(0);
  const first = check === undefined;

  useEffect(() => {
    const run = () => {
      const started = performance.now();
      setCheck(checkDraft(files));
      tookMs.current = performance.now() - started;
    };
    const timer = setTimeout(
      run,
      first ? 0 : Math.max(PAUSE_MS, tookMs.current * PAUSE_PER_MS),
    );
    return () => clearTimeout(timer);
    // The first check is not repeated because there is one now.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [files]);

  return { check, checking: check?.files !== files };
}
