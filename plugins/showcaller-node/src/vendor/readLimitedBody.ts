/**
 * The body of a response as text. Undefined when it is longer than `maxBytes`; the rest is then not read.
 *
 * @throws TypeError when the connection ends before the body does, or it is not UTF-8.
 * @internal
 */
export async function readLimitedBody(
  response: Response,
  maxBytes: number,
): Promise<string | undefined> {
  if (!response.body) {
    return '';
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Buffer.concat(chunks),
  );
}
