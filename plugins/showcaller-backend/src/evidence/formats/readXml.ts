import { SaxesParser } from 'saxes';
import { UnreadableDocument } from './UnreadableDocument';

const MAX_DEPTH = 64;

/** The start of an element. */
export interface XmlElement {
  /** Lower case. */
  name: string;
  attributes: Record<string, string>;
  /** 1 for the root. */
  depth: number;
  line: number;
  /** The error to throw for what is wrong at a line. */
  fail(message: string, line: number): UnreadableDocument;
}

function fail(message: string, line: number): UnreadableDocument {
  return new UnreadableDocument(`line ${line}: ${message}`);
}

/**
 * Tells the elements of an XML document in order. Entities of a document's own are refused, so nothing can grow or be read
 * from elsewhere; a DOCTYPE that only names its DTD, as JaCoCo's does, is passed over and never fetched.
 *
 * @throws UnreadableDocument with line and reason.
 */
export function readXml(
  text: string,
  onElement: (element: XmlElement) => void,
): void {
  const parser = new SaxesParser({ position: true });
  let depth = 0;
  parser.on('error', error => {
    throw fail(error.message.replace(/^\d+:\d+: /, ''), parser.line);
  });
  parser.on('doctype', doctype => {
    if (doctype.includes('[')) {
      throw fail('a DOCTYPE with declarations is not accepted', parser.line);
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw fail(
        `elements are nested more than ${MAX_DEPTH} deep`,
        parser.line,
      );
    }
    onElement({
      name: name.toLowerCase(),
      attributes: attributes as Record<string, string>,
      depth,
      line: parser.line,
      fail,
    });
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  parser.write(text).close();
}
