/** What a rule wants of an archive; it crosses threads, so that there is no function in it. */
export interface WantedFiles {
  /** Over the path of a file. */
  file: RegExp;
  /** Longest accepted file, unpacked. */
  maxBytes: number;
}

/** A file of an archive that one of the rules wants: the first one. */
export interface ArchiveFile {
  /** By which it is read. */
  index: number;
  path: string;
  /** Place of the rule in the list of what is wanted. */
  wanted: number;
  /** Why it cannot be read, which is known before it is. */
  problem?: string;
}

/** The wanted files of an archive. */
export interface ArchiveContent {
  files: ArchiveFile[];
  /** All that the rules want; only the first ones are in `files`. */
  matching: number;
  /** Files in the archive. */
  total: number;
}

/** What the thread can be asked, and what it answers. */
export interface ArchiveQuestions {
  open: {
    question: { bytes: Uint8Array; wanted: WantedFiles[] };
    answer: ArchiveContent;
  };
  /** `archive`: the id of the question that opened it. */
  read: {
    question: { archive: number; index: number };
    answer: { bytes: Uint8Array<ArrayBuffer> };
  };
  close: { question: { archive: number }; answer: Record<string, never> };
}

export type ArchiveQuestionType = keyof ArchiveQuestions;

export type ArchiveAnswer = ArchiveQuestions[ArchiveQuestionType]['answer'];

export type ToArchiveThread = {
  [T in ArchiveQuestionType]: {
    id: number;
    type: T;
  } & ArchiveQuestions[T]['question'];
}[ArchiveQuestionType];

export type FromArchiveThread = { id: number } & (
  | { answer: ArchiveAnswer }
  /** The archive, or the file in it, is not one that is read. */
  | { refusal: string }
  | { error: string }
);
