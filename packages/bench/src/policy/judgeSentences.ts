import { compilePolicy, parsePolicyFile } from '@showcaller/engine/policy';

interface Agreement {
  right: number;
  n: number;
}

function sentencesOf(value: unknown, key: string): string[] {
  const list =
    typeof value === 'object' && value !== null && key in value
      ? (value as Record<string, unknown>)[key]
      : [];
  return Array.isArray(list)
    ? list.filter((each): each is string => typeof each === 'string')
    : [];
}

/**
 * Whether each sentence is taken for what it is: one that must parse has no error of form, one that must be refused does
 * not compile. How many of the former compile with the vocabulary too is counted beside it.
 */
export function judgeSentences(data: unknown): {
  accepted: Agreement;
  rejected: Agreement;
  wrong: string[];
  errorsOfAccepted: number;
} {
  const mustParse = sentencesOf(data, 'mustParse');
  const mustReject = sentencesOf(data, 'mustReject');
  const file = (text: string) => ({ path: 'sentence.policy', text });
  const refused = mustParse.filter(
    text => parsePolicyFile(file(text)).diagnostics.length > 0,
  );
  const taken = mustReject.filter(text => compilePolicy([file(text)]).ok);
  return {
    accepted: { right: mustParse.length - refused.length, n: mustParse.length },
    rejected: { right: mustReject.length - taken.length, n: mustReject.length },
    wrong: [...refused, ...taken],
    errorsOfAccepted: mustParse.filter(text => !compilePolicy([file(text)]).ok)
      .length,
  };
}
