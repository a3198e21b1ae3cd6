import { useEffect, useState } from 'react';

/** The current time, renewed every `seconds`, so that "3 minutes ago" stays true. Default 30. @public */
export function useNow(seconds: number = 30): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), seconds * 1_000);
    return () => clearInterval(timer);
  }, [seconds]);
  return now;
}
