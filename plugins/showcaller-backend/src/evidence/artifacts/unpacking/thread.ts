/**
 * Worker thread that opens archives and unpacks files of them, one after the other. An archive stays open until it is
 * closed, so that only one of its files is in memory at a time.
 *
 * @packageDocumentation
 */

import { parentPort } from 'node:worker_threads';
import type {
  ArchiveAnswer,
  ArchiveQuestions,
  ArchiveQuestionType,
  FromArchiveThread,
  ToArchiveThread,
} from './messages';
import { OpenArchive } from './OpenArchive';
import { RefusedArchive } from './RefusedArchive';

const port = parentPort;
const open = new Map<number, OpenArchive>();

function archiveOf(id: number): OpenArchive {
  const archive = open.get(id);
  if (!archive) {
    throw new Error('The archive is not open any more');
  }
  return archive;
}

const answers: {
  [T in ArchiveQuestionType]: (
    message: Extract<ToArchiveThread, { type: T }>,
  ) => Promise<ArchiveQuestions[T]['answer']>;
} = {
  async open({ id, bytes, wanted }) {
    const archive = await OpenArchive.open(bytes, wanted);
    open.set(id, archive);
    return archive.content;
  },
  async read({ archive, index }) {
    return { bytes: await archiveOf(archive).read(index) };
  },
  async close({ archive }) {
    open.get(archive)?.close();
    open.delete(archive);
    return {};
  },
};

async function answer(message: ToArchiveThread): Promise<void> {
  const { id, type } = message;
  try {
    const said = await (
      answers[type] as (one: ToArchiveThread) => Promise<ArchiveAnswer>
    )(message);
    port?.postMessage(
      { id, answer: said } satisfies FromArchiveThread,
      'bytes' in said ? [said.bytes.buffer as ArrayBuffer] : [],
    );
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    port?.postMessage(
      (error instanceof RefusedArchive
        ? { id, refusal: text }
        : { id, error: text }) satisfies FromArchiveThread,
    );
  }
}

let last: Promise<void> = Promise.resolve();
port?.on('message', (message: ToArchiveThread) => {
  last = last.then(() => answer(message));
});
