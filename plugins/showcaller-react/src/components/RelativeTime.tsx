import { formatAbsolute, formatRelative } from '../text';
import { useNow } from './useNow';
import { usePrinting } from './usePrinting';

/** @public */
export interface RelativeTimeProps {
  /** RFC 3339; nothing known when absent. */
  time: string | undefined;
  /** Shown instead of an absent time. Default `unknown`. */
  absent?: string;
}

/** `3 minutes ago`, with the absolute time and zone on hover; on paper the absolute time, which stays true. @public */
export function RelativeTime(props: RelativeTimeProps) {
  const now = useNow();
  const printing = usePrinting();
  const { time, absent } = props;
  if (!time) {
    return <>{absent ?? 'unknown'}</>;
  }
  return (
    <time dateTime={time} title={formatAbsolute(time)}>
      {printing ? formatAbsolute(time) : formatRelative(time, now)}
    </time>
  );
}
