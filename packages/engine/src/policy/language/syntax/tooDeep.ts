/** Offset of the first bracket that stands deeper than allowed; texts and comments do not count. */
export function findTooDeep(text: string, most: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfText(text, at);
    } else if (character === '#' || text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      if (end < 0) {
        return undefined;
      }
      at = end;
    } else if ('([{'.includes(character)) {
      depth += 1;
      if (depth > most) {
        return at;
      }
    } else if (')]}'.includes(character)) {
      depth -= 1;
    }
  }
  return undefined;
}

/** Where a text in quotes ends: at its closing quote, or at the end of its line. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') {
      at += 1;
    } else if (text[at] === '"' || text[at] === '\n') {
      return at;
    }
  }
  return text.length;
}
