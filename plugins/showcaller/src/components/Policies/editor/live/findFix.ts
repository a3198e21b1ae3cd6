import {
  compilePolicy,
  type PolicyDiagnostic,
  type PolicyFile,
} from '@showcaller/engine/policy';

/** Text to put in the place of another; offsets count UTF-16 code units. */
export interface TextFix {
  path: string;
  from: number;
  to: number;
  insert: string;
}

/**
 * The change that a suggestion stands for. Some suggestions replace what is wrong, some its first word, some are
 * examples; so each way is tried, and the first after which fewer problems are left is the one.
 */
export function findFix(options: {
  files: readonly PolicyFile[];
  /** All that is wrong now. */
  diagnostics: readonly PolicyDiagnostic[];
  diagnostic: PolicyDiagnostic;
}): TextFix | undefined {
  const { files, diagnostics, diagnostic } = options;
  const { suggestion, location } = diagnostic;
  const file = files.find(({ path }) => path === location.file);
  if (!suggestion || !file) {
    return undefined;
  }
  const { offset: from, endOffset: to } = location;
  const wrong = file.text.slice(from, to);
  const word = /^[\w.]+/.exec(wrong)?.[0] ?? '';
  const before = weigh(diagnostics);
  return [wrong, word]
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
    .map(text => ({
      path: file.path,
      from,
      to: from + text.length,
      insert: suggestion,
    }))
    .find(
      fix => weigh(compilePolicy(applyFix(files, fix)).diagnostics) < before,
    );
}

/** The files after a change. */
export function applyFix(
  files: readonly PolicyFile[],
  fix: TextFix,
): PolicyFile[] {
  return files.map(file =>
    file.path === fix.path
      ? {
          ...file,
          text:
            file.text.slice(0, fix.from) + fix.insert + file.text.slice(fix.to),
        }
      : file,
  );
}

/** One error weighs more than any number of warnings, which a bundle may have. */
function weigh(diagnostics: readonly PolicyDiagnostic[]): number {
  return diagnostics.reduce(
    (sum, { severity }) => sum + (severity === 'error' ? 1_000_000 : 1),
    0,
  );
}
