import { toError } from '@backstage/errors';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useShowcallerApi } from '../api';
import { reduceQuery, type QueryState } from './queryState';
import {
  modelSignalChannel,
  riskSignalChannel,
  useSignals,
} from './useSignals';

/** Seconds between polls without signals, and with them (a socket may be silently dead). */
const POLL_SECONDS = { alone: 30, withSignals: 120 };

/** A burst of signals makes one request. */
const SIGNAL_DELAY_MS = 1_000;

/** @public */
export interface ShowcallerQueryOptions<T> {
  /** Identity of what is asked, e.g. `risk:component:default/payments-api`; a new key starts afresh. */
  key: string;
  /** Asks the backend. */
  load: (api: ShowcallerApi) => Promise<T>;
  /** Whether a change of that entity's risk concerns this query; by default every change does. `false`: none. */
  refreshOnRiskOf?: ((entityRef: string) => boolean) | false;
  /** Whether a change of the models (training, promotion, drift) concerns this query; by default it does not. */
  refreshOnModel?: boolean;
  /** Seconds between refreshes, or `false` for none. Default 30, 120 where signals are available. */
  pollSeconds?: number | false;
}

/** @public */
export interface ShowcallerQuery<T> {
  value?: T;
  /** Of the last attempt. With a `value` beside it, the value is stale. */
  error?: Error;
  /** Nothing to show yet. */
  loading: boolean;
  /** A newer value is being fetched while the old one is shown. */
  refreshing: boolean;
  /** The value shown could not be refreshed. */
  stale: boolean;
  /** When the value shown was loaded. */
  loadedAt?: Date;
  retry: () => void;
}

/**
 * Loads a value from the backend, keeps it fresh (signals, otherwise polling while the page is visible) and keeps
 * the last good one when a refresh fails.
 *
 * @public
 */
export function useShowcallerQuery<T>(
  options: ShowcallerQueryOptions<T>,
): ShowcallerQuery<T> {
  const { key, refreshOnRiskOf, refreshOnModel = false, pollSeconds } = options;
  const api = useShowcallerApi();
  const [stored, dispatch] = useReducer(reduceQuery<T>, {
    key,
    fetching: true,
  });
  const load = useRef(options.load);
  load.current = options.load;
  const attempt = useRef(0);

  const fetchValue = useCallback(async () => {
    attempt.current += 1;
    const mine = attempt.current;
    dispatch({ type: 'start', key });
    try {
      const value = await load.current(api);
      if (mine === attempt.current) {
        dispatch({ type: 'done', key, value, at: Date.now() });
      }
    } catch (error) {
      if (mine === attempt.current) {
        dispatch({ type: 'failed', key, error: toError(error) });
      }
    }
  }, [api, key]);

  useEffect(() => {
    fetchValue();
    return () => {
      attempt.current += 1;
    };
  }, [fetchValue]);

  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [fetchValue],
  );
  const refreshSoon = () => {
    if (timer.current === undefined) {
      timer.current = setTimeout(() => {
        timer.current = undefined;
        fetchValue();
      }, SIGNAL_DELAY_MS);
    }
  };
  const { available } = useSignals({
    channel: refreshOnRiskOf === false ? undefined : riskSignalChannel,
    onSignal: ({ entityRef }) => {
      if (
        typeof entityRef !== 'string' ||
        !refreshOnRiskOf ||
        refreshOnRiskOf(entityRef)
      ) {
        refreshSoon();
      }
    },
  });
  useSignals({
    channel: refreshOnModel ? modelSignalChannel : undefined,
    onSignal: refreshSoon,
  });

  const seconds =
    pollSeconds ?? (available ? POLL_SECONDS.withSignals : POLL_SECONDS.alone);
  useEffect(() => {
    if (seconds === false) {
      return undefined;
    }
    const poll = setInterval(() => {
      if (document.visibilityState !== 'hidden') {
        fetchValue();
      }
    }, seconds * 1_000);
    return () => clearInterval(poll);
  }, [fetchValue, seconds]);

  return describe(stored, key, fetchValue);
}

function describe<T>(
  stored: QueryState<T>,
  key: string,
  retry: () => void,
): ShowcallerQuery<T> {
  const state = stored.key === key ? stored : { key, fetching: true };
  const known = state.loadedAt !== undefined;
  return {
    value: state.value,
    error: state.error,
    loading: state.fetching && !known && !state.error,
    refreshing: state.fetching && (known || state.error !== undefined),
    stale: known && state.error !== undefined,
    loadedAt:
      state.loadedAt === undefined ? undefined : new Date(state.loadedAt),
    retry,
  };
}
