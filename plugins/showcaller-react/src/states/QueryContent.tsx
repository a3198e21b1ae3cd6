import type { ReactNode } from 'react';
import type { ShowcallerQuery } from '../hooks';
import { describeError, isForbiddenError } from './describeError';
import { ErrorState } from './ErrorState';
import { ForbiddenState } from './ForbiddenState';
import { LoadingSkeleton } from './LoadingSkeleton';
import { StaleNotice } from './StaleNotice';

/** @public */
export interface QueryContentProps<T> {
  query: ShowcallerQuery<T>;
  /** What is loaded, in words that fit after "Could not load". */
  what: string;
  /** Name of the permission it needs, for the forbidden state. */
  permission?: string;
  /** Lines of the skeleton. */
  lines?: number;
  children: (value: T) => ReactNode;
}

/** Shows a query as a skeleton, an error, as forbidden, as stale, or its value. @public */
export function QueryContent<T>(props: QueryContentProps<T>) {
  const { query, what, permission, lines, children } = props;
  const { value, error, loadedAt, retry } = query;
  if (error && isForbiddenError(error)) {
    return (
      <ForbiddenState
        what={what}
        permission={permission}
        reason={describeError(error).message}
      />
    );
  }
  if (loadedAt === undefined) {
    return error ? (
      <ErrorState what={what} error={error} retry={retry} />
    ) : (
      <LoadingSkeleton what={what} lines={lines} />
    );
  }
  return (
    <>
      {error && (
        <StaleNotice
          what={what}
          error={error}
          loadedAt={loadedAt}
          retry={retry}
        />
      )}
      {children(value as T)}
    </>
  );
}
