import fs from 'node:fs/promises';
import path from 'node:path';
import type { Organisation } from '../organisation/types';
import type { GeneratedHistory } from '../simulation/generateHistory';
import type { Chain, RepositoryState } from '../simulation/types';

/** What makes one history different from another. */
export interface HistorySettings {
  seed: number;
  days: number;
  deployments: number;
}

/** Contents of `state.json`. */
export interface DemoState extends HistorySettings {
  format: 1;
  /** Epoch milliseconds. */
  anchor: number;
  /** Services of the catalog it was made for. */
  services: string[];
  /** Chains at the start of the journal that are told newest first; those after it happened live. */
  historyLength: number;
  /** How many of them, in that order, the backend has. */
  sent: number;
  /** By repository slug. */
  repositories: Record<string, RepositoryState>;
}

const keepAtMost = 6000;

/**
 * What the demo remembers between starts, beside the repositories it wrote: a journal of chains, one JSON object a
 * line, and the state. The state is written last and replaced as a whole: a stop at any moment leaves a usable folder.
 */
export class DemoFolder {
  readonly #folder: string;
  #writing: Promise<void> = Promise.resolve();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param repositories - the folder with the bare repositories */
  static create(repositories: string): DemoFolder {
    return new DemoFolder(path.join(repositories, '.demo'));
  }

  /** What an earlier start left, or undefined when there is none that fits. */
  async open(
    settings: HistorySettings,
    organisation: Organisation,
  ): Promise<{ state: DemoState; chains: Chain[] } | undefined> {
    const state = await this.#readState();
    if (
      !state ||
      state.format !== 1 ||
      state.seed !== settings.seed ||
      state.days !== settings.days ||
      state.deployments !== settings.deployments ||
      state.services.join() !== servicesOf(organisation).join()
    ) {
      return undefined;
    }
    const text = await fs.readFile(this.#journal, 'utf8');
    const lines = text.split('\n').filter(Boolean);
    const allSent = state.sent === state.historyLength;
    if (allSent && lines.length > keepAtMost) {
      const kept = lines.slice(-keepAtMost);
      await this.#replace(this.#journal, `${kept.join('\n')}\n`);
      const length = Math.max(
        0,
        state.historyLength - lines.length + keepAtMost,
      );
      state.historyLength = length;
      state.sent = length;
      await this.save(state);
      return { state, chains: kept.map(parseChain) };
    }
    return { state, chains: lines.map(parseChain) };
  }

  /** Forgets everything; the repositories are rewritten next. */
  async clear(): Promise<void> {
    await fs.rm(this.#folder, { recursive: true, force: true });
  }

  async begin(options: {
    settings: HistorySettings;
    anchor: number;
    organisation: Organisation;
    history: GeneratedHistory;
  }): Promise<DemoState> {
    const { chains, states } = options.history;
    await fs.mkdir(this.#folder, { recursive: true });
    await this.#replace(this.#journal, chains.map(toLine).join(''));
    const state: DemoState = {
      format: 1,
      ...options.settings,
      anchor: options.anchor,
      services: servicesOf(options.organisation),
      historyLength: chains.length,
      sent: 0,
      repositories: states,
    };
    await this.save(state);
    return state;
  }

  async save(state: DemoState): Promise<void> {
    await this.#replace(this.#stateFile, JSON.stringify(state));
  }

  /** Notes a live chain, with the state it left, before anything of it is sent. */
  async append(chain: Chain, state: DemoState): Promise<void> {
    await fs.appendFile(this.#journal, toLine(chain));
    await this.save(state);
  }

  get #journal() {
    return path.join(this.#folder, 'chains.jsonl');
  }

  get #stateFile() {
    return path.join(this.#folder, 'state.json');
  }

  async #readState(): Promise<DemoState | undefined> {
    try {
      return JSON.parse(await fs.readFile(this.#stateFile, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** Writes beside and renames, one after the other. */
  async #replace(file: string, content: string): Promise<void> {
    this.#writing = this.#writing
      .catch(() => {})
      .then(async () => {
        await fs.writeFile(`${file}.new`, content);
        await fs.rename(`${file}.new`, file);
      });
    await this.#writing;
  }
}

function servicesOf(organisation: Organisation): string[] {
  return organisation.repositories
    .flatMap(repository =>
      repository.services.map(service => `${repository.slug}/${service.name}`),
    )
    .sort();
}

function toLine(chain: Chain): string {
  return `${JSON.stringify(chain)}\n`;
}

function parseChain(line: string): Chain {
  return JSON.parse(line);
}
