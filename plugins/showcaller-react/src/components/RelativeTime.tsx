import { formatAbsolute, formatRelative } from '../text';
import { useNow } from './useNow';

/** @public */
export interface RelativeTimeProps {
  /** RFC 3339; nothing known when absent. */
  time: string | undefined;
  /** Shown instead of an absent time. Default `unknown`. */
  absent?: string;
}

/** `3 minutes ago`, with the absolute time and zone on hover. @public */
export function RelativeTime(props: RelativeTimeProps) {
  const now = useNow();
  const { time, absent } = props;
  if (!time) {
    return <>{absent ?? 'unknown'}</>;
  }
  return (
    <time dateTime={time} title={formatAbsolute(time)}>
      {formatRelative(time, now)}
    </time>
  );
}
