/** Fails at the first call and answers afterwards. */
export function failingOnce<T>(error: () => Error, answer: T): () => T {
  let failed = false;
  return () => {
    if (!failed) {
      failed = true;
      throw error();
    }
    return answer;
  };
}
