import type { RunArtifactFile } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  FinishedRun,
  RunArtifact,
  RunArtifactSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { EvidenceService } from '../EvidenceService';
import { documentName } from './rules/documentName';
import type { ArtifactRule } from './rules/readArtifactRules';
import type { ArchiveThread } from './unpacking/ArchiveThread';
import { archiveLimits } from './unpacking/limits';

/** What a rule wants of an artifact, and where the artifact comes from. */
interface IntakeRequest {
  run: FinishedRun;
  artifact: RunArtifact;
  /** Those that match the artifact's name; the first that matches a file takes it. */
  rules: ArtifactRule[];
  source: RunArtifactSource;
  signal: AbortSignal;
  /** Told of each file as soon as it is through. Its failure ends the intake. */
  onFile(file: RunArtifactFile): Promise<void>;
}

/** Reads one artifact, unpacks what the rules want of it in a thread of its own, and adds it to the evidence. */
export class ArtifactIntake {
  readonly #service: Pick<EvidenceService, 'add'>;
  readonly #thread: ArchiveThread;
  readonly #maxBytes: Readonly<Record<ArtifactRule['kind'], number>>;

  static create(options: {
    service: Pick<EvidenceService, 'add'>;
    thread: ArchiveThread;
    /** Bytes of a document of each kind. */
    maxBytes: Readonly<Record<ArtifactRule['kind'], number>>;
  }): ArtifactIntake {
    return new ArtifactIntake(options);
  }

  private constructor(options: Parameters<typeof ArtifactIntake.create>[0]) {
    this.#service = options.service;
    this.#thread = options.thread;
    this.#maxBytes = options.maxBytes;
  }

  /** @throws VendorError of the source; RefusedArchive */
  async take(request: IntakeRequest): Promise<void> {
    const { artifact } = request;
    if (artifact.form === 'zip') {
      await this.#takeArchive(request);
      return;
    }
    const rule = request.rules.find(({ file }) => file.test(artifact.name));
    if (rule) {
      const { run, source, signal } = request;
      const maxBytes = this.#maxBytes[rule.kind];
      const body = await source.read({ run, artifact, maxBytes, signal });
      await request.onFile(await this.#add(request, { rule, body }));
    }
  }

  async #takeArchive(request: IntakeRequest): Promise<void> {
    const { run, artifact, source, signal, rules } = request;
    const bytes = await source.read({
      run,
      artifact,
      maxBytes: archiveLimits.packedBytes,
      signal,
    });
    const wanted = rules.map(({ file, kind }) => ({
      file,
      maxBytes: this.#maxBytes[kind],
    }));
    await this.#thread.withArchive({ bytes, wanted }, async archive => {
      const { files, matching, total } = archive.content;
      for (const { index, path, wanted: place, problem } of files) {
        signal.throwIfAborted();
        const rule = rules[place];
        const about = { artifact: artifact.name, file: path, kind: rule.kind };
        if (problem) {
          await request.onFile({
            ...about,
            status: 'refused',
            reason: problem,
          });
          continue;
        }
        const body = await archive.read(index).catch(asRefusal);
        await request.onFile(
          body instanceof Error
            ? { ...about, status: 'refused', reason: body.message }
            : await this.#add(request, { rule, body, path }),
        );
      }
      const note = noteOf({ taken: files.length, matching, total });
      if (note) {
        await request.onFile({
          artifact: artifact.name,
          status: 'refused',
          reason: note,
        });
      }
    });
  }

  async #add(
    { run, artifact, source }: IntakeRequest,
    document: { rule: ArtifactRule; body: Uint8Array; path?: string },
  ): Promise<RunArtifactFile> {
    const { rule, body, path } = document;
    const { kind } = rule;
    const name = documentName({ rule, artifact: artifact.name, path });
    const about = { artifact: artifact.name, file: path, kind, name };
    if (body.length === 0) {
      return { ...about, status: 'refused', reason: 'The file is empty' };
    }
    try {
      const { summary, duplicate } = await this.#service.add({
        kind,
        repository: run.repository,
        sha: run.sha,
        name,
        attempt: run.attempt,
        body,
        observedAt: run.finishedAt,
        uploadedBy: `artifact of the run ${run.runId} of ${source.id}`,
      });
      const status = duplicate ? 'known' : 'taken';
      return { ...about, status, reason: summary };
    } catch (error) {
      if (error instanceof Error && error.name === 'UnreadableDocument') {
        return { ...about, status: 'unreadable', reason: error.message };
      }
      throw error;
    }
  }
}

function asRefusal(error: unknown): Error {
  if (error instanceof Error && error.name === 'RefusedArchive') {
    return error;
  }
  throw error;
}

function noteOf(count: {
  taken: number;
  matching: number;
  total: number;
}): string | undefined {
  const { taken, matching, total } = count;
  if (matching === 0) {
    return `None of the ${total} files in the archive is one that showcaller.evidence.artifacts wants`;
  }
  return matching > taken
    ? `${matching} files match; the first ${taken} were taken, which is the most of an archive`
    : undefined;
}
