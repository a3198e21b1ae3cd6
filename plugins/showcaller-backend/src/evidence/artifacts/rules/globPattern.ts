const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

/**
 * A path pattern as a regular expression over a whole path: `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` is
 * either. Patterns are the configuration's; that paths are short keeps strangers from making one slow.
 */
export function globPattern(glob: string): RegExp {
  return new RegExp(`^${translate(glob, { star: '[^/]*', one: '[^/]' })}$`);
}

/** A name pattern: `*` is any text, `?` any character, `{a,b}` either. */
export function namePattern(glob: string): RegExp {
  return new RegExp(`^${translate(glob, { star: '.*', one: '.' })}$`, 's');
}

function translate(glob: string, as: { star: string; one: string }): string {
  const tokens = glob.match(/\*\*\/|\*+|\?|\{[^{}]*\}|[^*?{]+|[{]/g) ?? [];
  return tokens
    .map(token => {
      if (token === '**/') {
        return '(?:[^/]+/)*';
      }
      if (token.startsWith('*')) {
        return token === '*' ? as.star : '.*';
      }
      if (token === '?') {
        return as.one;
      }
      if (token.startsWith('{') && token.endsWith('}')) {
        const inner = token.slice(1, -1).split(',');
        return `(?:${inner.map(part => translate(part, as)).join('|')})`;
      }
      return token.replace(SPECIAL, '\\$&');
    })
    .join('');
}

/** Whether a pattern stands for one path only. */
export function isPlain(glob: string): boolean {
  return !/[*?{]/.test(glob);
}
