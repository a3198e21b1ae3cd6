import type { ResponseError } from '@backstage/errors';

/**
 * What an error says to a reader: the backend's own message where there is one, and the HTTP status in words.
 *
 * @public
 */
export function describeError(error: Error): {
  message: string;
  status?: string;
} {
  if (!isResponseError(error)) {
    return { message: error.message || error.name };
  }
  return {
    message: error.body?.error?.message || error.message,
    status: [error.statusCode, error.statusText].filter(Boolean).join(' '),
  };
}

/** HTTP status of an answer that is an error; undefined when the backend did not answer. @public */
export function statusOf(error: Error): number | undefined {
  return isResponseError(error) ? error.statusCode : undefined;
}

/** Whether the caller lacks a permission, as opposed to something being broken. @public */
export function isForbiddenError(error: Error): boolean {
  return (
    error.name === 'NotAllowedError' ||
    (isResponseError(error) && error.statusCode === 403)
  );
}

function isResponseError(error: Error): error is ResponseError {
  return error.name === 'ResponseError' && 'statusCode' in error;
}
