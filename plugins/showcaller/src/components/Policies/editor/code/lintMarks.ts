import type { Diagnostic } from '@codemirror/lint';
import type { PolicyDiagnostic } from '@showcaller/engine/policy';
import type { TextFix } from '../live/findFix';

/** What the editor underlines in one file: the place, the message, what to write instead, and the change that does it. */
export function lintMarks(options: {
  path: string;
  /** Characters of what the editor holds, which may be newer than what was checked. */
  length: number;
  diagnostics: readonly PolicyDiagnostic[];
  fixes: ReadonlyMap<PolicyDiagnostic, TextFix>;
  /** Name of the button that makes a change. */
  fixLabel: (insert: string) => string;
  sayInstead: (suggestion: string) => string;
}): Diagnostic[] {
  const { path, length, diagnostics, fixes, fixLabel, sayInstead } = options;
  return diagnostics
    .filter(({ location }) => location.file === path)
    .map(diagnostic => {
      const { severity, message, suggestion, location } = diagnostic;
      const from = Math.min(location.offset, length);
      const to = Math.min(Math.max(location.endOffset, from), length);
      const fix = fixes.get(diagnostic);
      return {
        // An end of file has no character of its own to underline.
        from: from === to && from > 0 ? from - 1 : from,
        to,
        severity,
        message: suggestion ? `${message} ${sayInstead(suggestion)}` : message,
        ...(fix && {
          actions: [
            {
              name: fixLabel(fix.insert),
              apply: (view, start) =>
                view.dispatch({
                  changes: {
                    from: start,
                    to: Math.min(
                      start + fix.to - fix.from,
                      view.state.doc.length,
                    ),
                    insert: fix.insert,
                  },
                }),
            },
          ],
        }),
      };
    });
}
