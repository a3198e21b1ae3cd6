/** Stops what follows from being read together with what stands before; nobody sees it. */
const ZERO_WIDTH_SPACE = '\u200b';

/** Everything that Markdown or HTML could read as more than a letter. */
const MARKUP = /[\\`*_{}[\]()<>#+\-.!|~&$^=]/g;
/** Line breaks and control characters, and those that turn the direction of writing or take no width. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * A text of a stranger as plain words in GitHub-flavoured Markdown: it formats nothing, links nowhere, mentions nobody
 * and refers to no issue. Line breaks become spaces.
 *
 * Mentions and references are looked for after the markup was read, so that a backslash does not stop them; a character
 * without width does.
 */
export function escapeMarkdown(text: string, longest: number = 200): string {
  const plain = text.replace(INVISIBLE, ' ').trim();
  const cut =
    plain.length > longest
      ? `${plain.slice(0, longest - 1).trimEnd()}…`
      : plain;
  return cut
    .replace(MARKUP, '\\$&')
    .replace(/@/g, `@${ZERO_WIDTH_SPACE}`)
    .replace(/\\#/g, `\\#${ZERO_WIDTH_SPACE}`)
    .replace(/\b(gh)(\\-)(?=\d)/gi, `$1$2${ZERO_WIDTH_SPACE}`)
    .replace(/:\/\//g, `:${ZERO_WIDTH_SPACE}//`)
    .replace(/\b(www)(\\\.)/gi, `$1${ZERO_WIDTH_SPACE}$2`)
    .replace(
      /\b[0-9a-f]{7,40}\b/gi,
      sha => `${sha.slice(0, 3)}${ZERO_WIDTH_SPACE}${sha.slice(3)}`,
    );
}

/** A path or another word of a stranger as code: not formatted, linked or mentioned by GitHub. */
export function asCode(text: string, longest: number = 120): string {
  const plain = text.replace(INVISIBLE, ' ').trim();
  const cut = plain.length > longest ? `…${plain.slice(1 - longest)}` : plain;
  const ticks = Math.max(
    0,
    ...[...cut.matchAll(/`+/g)].map(([run]) => run.length),
  );
  const fence = '`'.repeat(ticks + 1);
  const gap = cut.startsWith('`') || cut.endsWith('`') || cut === '' ? ' ' : '';
  return `${fence}${gap}${cut}${gap}${fence}`;
}
