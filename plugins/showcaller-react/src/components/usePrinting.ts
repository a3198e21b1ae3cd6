import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

// Kept here too, for what is unfolded, and so first shown, while the page is being printed.
let now = false;
if (typeof window !== 'undefined') {
  window.addEventListener('beforeprint', () => {
    now = true;
  });
  window.addEventListener('afterprint', () => {
    now = false;
  });
}

/** Whether the page is being printed right now: what is folded on a screen has to be open on paper. @public */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(now);
  useEffect(() => {
    // The browser takes its picture as soon as the listeners return.
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', start);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', start);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
