const MARKER = /<!-- showcaller:pull-request-risk sha256=([0-9a-f]{64}) -->/;

/** Puts an invisible mark before a Markdown text, by which it is found again and told apart from another content. */
export function withMarker(text: string, contentHash: string): string {
  return `<!-- showcaller:pull-request-risk sha256=${contentHash} -->\n${text}`;
}

/** The hash of a text that {@link withMarker} made; undefined for any other. */
export function markedHash(text: unknown): string | undefined {
  return typeof text === 'string' ? MARKER.exec(text)?.[1] : undefined;
}
