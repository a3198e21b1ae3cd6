/** What a query knows; `value` stays while a newer one is being fetched or failed to come. */
export interface QueryState<T> {
  /** Identity of what is asked; a new key forgets the value. */
  key: string;
  value?: T;
  error?: Error;
  loadedAt?: number;
  fetching: boolean;
}

export type QueryAction<T> =
  | { type: 'start'; key: string }
  | { type: 'done'; key: string; value: T; at: number }
  | { type: 'failed'; key: string; error: Error };

/** Answers that belong to another key than the current one are dropped. */
export function reduceQuery<T>(
  state: QueryState<T>,
  action: QueryAction<T>,
): QueryState<T> {
  if (action.type === 'start') {
    return state.key === action.key
      ? { ...state, fetching: true }
      : { key: action.key, fetching: true };
  }
  if (state.key !== action.key) {
    return state;
  }
  if (action.type === 'done') {
    return {
      key: state.key,
      value: action.value,
      loadedAt: action.at,
      fetching: false,
    };
  }
  return { ...state, error: action.error, fetching: false };
}
