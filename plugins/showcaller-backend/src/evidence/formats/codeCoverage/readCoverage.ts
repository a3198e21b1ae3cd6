import { decodeText } from '../decodeText';
import { readXml } from '../readXml';
import type { CoverageReport } from '../types';
import { UnreadableDocument } from '../UnreadableDocument';
import { CoberturaReader } from './readCobertura';
import { JacocoReader } from './readJacoco';
import { readIstanbul } from './readIstanbul';
import { readLcov } from './readLcov';

/** Readers of XML by the name of the root. */
const xmlReaders = {
  coverage: () => new CoberturaReader(),
  report: () => new JacocoReader(),
};

/**
 * Reads how much of the code the tests ran: Cobertura XML, JaCoCo XML, LCOV, or Istanbul's JSON summary, told apart by
 * what is in them.
 *
 * @throws UnreadableDocument with what is wrong and where.
 */
export function readCoverage(bytes: Uint8Array): CoverageReport {
  const text = decodeText(bytes);
  const start = text.trimStart().slice(0, 200);
  if (start.startsWith('<')) {
    return readXmlCoverage(text);
  }
  if (start.startsWith('{')) {
    return readIstanbul(text);
  }
  if (/^(TN|SF):/m.test(start)) {
    return readLcov(text);
  }
  throw new UnreadableDocument(
    'line 1: this is no Cobertura or JaCoCo XML, no LCOV and no JSON summary of Istanbul',
  );
}

function readXmlCoverage(text: string): CoverageReport {
  let reader: CoberturaReader | JacocoReader | undefined;
  readXml(text, element => {
    const { name, depth, line, fail } = element;
    if (depth === 1) {
      if (!Object.hasOwn(xmlReaders, name)) {
        throw fail(
          `the root is ${name}; that of Cobertura is coverage, that of JaCoCo is report`,
          line,
        );
      }
      reader = xmlReaders[name as keyof typeof xmlReaders]();
    }
    reader?.open(element);
  });
  if (!reader) {
    throw new UnreadableDocument('line 1: the document has no element');
  }
  return reader.report();
}
