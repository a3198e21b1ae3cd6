import { toError } from '@backstage/errors';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { useCallback, useRef, useState } from 'react';
import { useShowcallerApi } from '../api';
import { describeError, statusOf } from '../states/describeError';

/** @public */
export interface ShowcallerActionOptions<Input, Result> {
  /** Asks the backend to do it. */
  send: (api: ShowcallerApi, input: Input) => Promise<Result>;
  /** Called when it is done, to read again what changed. */
  onDone?: (result: Result) => void;
  /** Called when it failed; what was shown may be out of date. */
  onFailed?: (error: Error) => void;
}

/** @public */
export interface ShowcallerAction<Input, Result> {
  /** Never rejects: what went wrong is in `error`. While one is under way, another is not sent. */
  run: (input: Input) => Promise<void>;
  sending: boolean;
  /** What is being sent, or was sent last: to show it before the backend has answered. */
  input?: Input;
  /** What came of the last one; absent while one is under way and when it failed. */
  result?: Result;
  /** Why the last one failed, as the backend says it. */
  error?: string;
  /** HTTP status of that failure, where the backend answered. */
  errorStatus?: number;
  /** Forgets what came of the last one. */
  reset: () => void;
}

type State<Input, Result> = Pick<
  ShowcallerAction<Input, Result>,
  'sending' | 'input' | 'result' | 'error' | 'errorStatus'
>;

/**
 * Something that a reader makes the backend do: whether it is under way, what came of it, or why it failed.
 *
 * @public
 */
export function useShowcallerAction<Input, Result>(
  options: ShowcallerActionOptions<Input, Result>,
): ShowcallerAction<Input, Result> {
  const api = useShowcallerApi();
  const latest = useRef(options);
  latest.current = options;
  const underWay = useRef(false);
  const [state, setState] = useState<State<Input, Result>>({ sending: false });

  const run = useCallback(
    async (input: Input) => {
      if (underWay.current) {
        return;
      }
      underWay.current = true;
      setState({ sending: true, input });
      try {
        const result = await latest.current.send(api, input);
        setState({ sending: false, input, result });
        latest.current.onDone?.(result);
      } catch (thrown) {
        const failure = toError(thrown);
        setState({
          sending: false,
          input,
          error: describeError(failure).message,
          errorStatus: statusOf(failure),
        });
        latest.current.onFailed?.(failure);
      } finally {
        underWay.current = false;
      }
    },
    [api],
  );
  const reset = useCallback(() => setState({ sending: false }), []);

  return { ...state, run, reset };
}
