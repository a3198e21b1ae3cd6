/** Characters of a body that are put on the page at most; a body may have 25 MiB. */
export const EXCERPT_CHARACTERS = 50_000;

/** The part of a body to show. */
export interface BodyExcerpt {
  text: string;
  language: 'json' | 'text';
  /** Characters left out at the end; 0 when the whole body is shown. */
  omitted: number;
}

/** The beginning of a body, laid out when it is JSON and short enough. */
export function bodyExcerpt(body: string): BodyExcerpt {
  if (body.length > EXCERPT_CHARACTERS) {
    return {
      text: body.slice(0, EXCERPT_CHARACTERS),
      language: 'text',
      omitted: body.length - EXCERPT_CHARACTERS,
    };
  }
  try {
    const text = JSON.stringify(JSON.parse(body), undefined, 2);
    return { text, language: 'json', omitted: 0 };
  } catch {
    return { text: body, language: 'text', omitted: 0 };
  }
}
