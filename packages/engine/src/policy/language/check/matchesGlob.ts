/**
 * Compiles a pattern: `*` stands for any text, `?` for one character, all else for itself. The parts between the stars
 * are looked for from left to right, each at its first place, which needs no going back: time is linear in the text for
 * a pattern of given length.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const parts = pattern.split(/\*+/);
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (parts.length === 1) {
    return text => text.length === first.length && standsAt(text, first, 0);
  }
  const middle = parts.slice(1, -1);
  return text => {
    const end = text.length - last.length;
    if (
      end < first.length ||
      !standsAt(text, first, 0) ||
      !standsAt(text, last, end)
    ) {
      return false;
    }
    let from = first.length;
    for (const part of middle) {
      const found = find(text, part, { from, end });
      if (found < 0) {
        return false;
      }
      from = found + part.length;
    }
    return true;
  };
}

function standsAt(text: string, part: string, at: number): boolean {
  for (let i = 0; i < part.length; i += 1) {
    if (part[i] !== '?' && part[i] !== text[at + i]) {
      return false;
    }
  }
  return true;
}

function find(
  text: string,
  part: string,
  { from, end }: { from: number; end: number },
): number {
  for (let at = from; at + part.length <= end; at += 1) {
    if (standsAt(text, part, at)) {
      return at;
    }
  }
  return -1;
}
