/** What marks the content of something that the portal wrote, by which it is found again and told apart from another. */
export interface ContentMarker {
  /** Puts an invisible mark before a Markdown text. */
  mark(text: string, contentHash: string): string;
  /** The hash of a text that was marked; undefined for any other. */
  hashOf(text: unknown): string | undefined;
}

/** `name` tells the marks of one use from those of others. */
export function contentMarker(name: string): ContentMarker {
  const pattern = new RegExp(
    `<!-- showcaller:${name} sha256=([0-9a-f]{64}) -->`,
  );
  return {
    mark: (text, contentHash) =>
      `<!-- showcaller:${name} sha256=${contentHash} -->\n${text}`,
    hashOf: text =>
      typeof text === 'string' ? pattern.exec(text)?.[1] : undefined,
  };
}

const { mark, hashOf } = contentMarker('pull-request-risk');

export { hashOf as markedHash, mark as withMarker };
