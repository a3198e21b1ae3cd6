import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/** Goes to the part of the page that the address names (`#approval`), once that part is there. */
export function useScrollToPart(): void {
  const { hash } = useLocation();
  useEffect(() => {
    const part = hash ? document.getElementById(hash.slice(1)) : undefined;
    part?.scrollIntoView?.();
    part?.focus({ preventScroll: true });
  }, [hash]);
}
