const FIX_WORDS = /\b(fix|bug|wrong|error|fail|problem|patch)/i;

/** 1 when a message says that it fixes something, else 0. Words of the training data's extraction. */
export function looksLikeFix(message: string): number {
  return FIX_WORDS.test(message) ? 1 : 0;
}
