/**
 * Worker thread that compresses, reads and judges uploaded documents: they may have tens of megabytes, and the backend's own
 * thread must not stand still meanwhile.
 *
 * @packageDocumentation
 */

import type { SbomComponentRow } from '@showcaller/backstage-plugin-showcaller-common';
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readEvidence, UnreadableDocument, type TestReport } from '../formats';
import { judgeBundle } from '../supplyChain/attestations/judgeBundle';
import { compareBills } from '../supplyChain/bills/compareBills';
import type {
  EvidenceAnswer,
  EvidenceQuestions,
  EvidenceQuestionType,
  FromEvidenceThread,
  PackedDocument,
  ReadOutcome,
  ToEvidenceThread,
} from './messages';

const port = parentPort;
/** Tests per message. */
const CASES = 1_000;

function pack(body: Uint8Array): PackedDocument {
  return {
    digest: createHash('sha256').update(body).digest('hex'),
    bytes: body.length,
    packed: new Uint8Array(gzipSync(body)),
  };
}

function read(
  message: Extract<ToEvidenceThread, { type: 'read' }>,
): ReadOutcome {
  try {
    const content = readEvidence(message.kind, gunzipSync(message.packed));
    return {
      content: content.kind === 'junit' ? sendCases(content, message) : content,
    };
  } catch (error) {
    if (error instanceof UnreadableDocument) {
      return { problem: error.message };
    }
    if (error instanceof RangeError) {
      return { problem: `The document is nested too deep: ${error.message}` };
    }
    throw error;
  }
}

/** Sends the tests ahead, some at a time: receiving a hundred thousand at once would hold up the other side. */
function sendCases(
  report: TestReport,
  { id, only }: Extract<ToEvidenceThread, { type: 'read' }>,
): TestReport {
  const wanted = only && new Set(only);
  const cases = wanted
    ? report.cases.filter(({ test }) => wanted.has(test))
    : report.cases;
  for (let start = 0; start < cases.length; start += CASES) {
    port?.postMessage({
      id,
      cases: cases.slice(start, start + CASES),
    } satisfies FromEvidenceThread);
  }
  return { ...report, cases: [] };
}

const answers: {
  [T in EvidenceQuestionType]: (
    message: Extract<ToEvidenceThread, { type: T }>,
  ) => EvidenceQuestions[T]['answer'];
} = {
  pack: ({ body }) => pack(body),
  read,
  verify: ({ packed, trust }) =>
    judgeBundle({ bundle: gunzipSync(packed).toString('utf8'), trust }),
  compare: ({ head, base }) => compareBills(unpack(head), base && unpack(base)),
};

function unpack(components: Uint8Array): SbomComponentRow[] {
  return JSON.parse(gunzipSync(components).toString('utf8'));
}

port?.on('message', (message: ToEvidenceThread) => {
  const { id, type } = message;
  try {
    const answer = (answers[type] as (one: ToEvidenceThread) => EvidenceAnswer)(
      message,
    );
    port.postMessage({ id, answer } satisfies FromEvidenceThread);
  } catch (error) {
    port.postMessage({
      id,
      error: error instanceof Error ? error.message : String(error),
    } satisfies FromEvidenceThread);
  }
});
