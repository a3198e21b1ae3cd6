import type {
  FinishedRun,
  RunArtifact,
  RunArtifactSource,
} from '@showcaller/backstage-plugin-showcaller-node';

/** Answers one time: bytes, or an error. */
type Content = Uint8Array<ArrayBuffer> | Error;

/** A system that runs pipelines, with what its runs left behind. */
export class FakeArtifacts implements RunArtifactSource {
  readonly id: string = 'fake';
  /** Answers to `list`, the last of which stays. */
  listings: Array<RunArtifact[] | Error> = [[]];
  /** By id of the artifact; the last of its answers stays. */
  readonly contents = new Map<string, Content[]>();
  readonly asked: string[] = [];
  /** Whether it answers only when nobody waits any more. */
  hangs = false;

  wants({ runId }: FinishedRun): boolean {
    return runId.startsWith('fake-');
  }

  /** Has an archive with this name as one more artifact. */
  add(name: string, ...contents: Content[]): this {
    const [listing] = this.listings;
    if (Array.isArray(listing)) {
      listing.push({ id: `id-${name}`, name, form: 'zip' });
    }
    this.contents.set(`id-${name}`, contents);
    return this;
  }

  async list(options: {
    run: FinishedRun;
    signal: AbortSignal;
  }): Promise<RunArtifact[]> {
    this.asked.push(`list ${options.run.runId}`);
    if (this.hangs) {
      await aborted(options.signal);
    }
    return answer(this.listings);
  }

  async read(options: {
    artifact: RunArtifact;
  }): Promise<Uint8Array<ArrayBuffer>> {
    const { id, name } = options.artifact;
    this.asked.push(`read ${name}`);
    // What is read is handed over to a thread, so that each reader gets its own.
    return new Uint8Array(answer(this.contents.get(id) ?? []));
  }
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

function answer<T>(answers: Array<T | Error>): T {
  const next = answers.length > 1 ? answers.shift() : answers[0];
  if (next === undefined || next instanceof Error) {
    throw next ?? new Error('The test has no such artifact');
  }
  return next;
}
