import type { JsonObject } from '@backstage/types';
import type { GateEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import {
  Payload,
  VendorError,
  type GateResponsePlan,
  type GateResponseRequest,
  type PlannedGateRequest,
  type VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabApiConfig } from '../api/readGitlabApiConfig';

const LONGEST_COMMENT = 1000;
/** What every comment of ours begins with: by that they are found again. */
export const MARK = 'Showcaller: ';

/** Requests about one project of the configured GitLab, on behalf of the gate. */
export class GitlabGate {
  readonly #client: VendorClient;
  readonly #config: Pick<GitlabApiConfig, 'host' | 'apiBaseUrl'>;

  static create(options: {
    client: VendorClient;
    config: Pick<GitlabApiConfig, 'host' | 'apiBaseUrl'>;
  }): GitlabGate {
    return new GitlabGate(options);
  }

  private constructor(options: Parameters<typeof GitlabGate.create>[0]) {
    this.#client = options.client;
    this.#config = options.config;
  }

  async read(
    request: GateResponseRequest,
    parts: Array<string | number>,
    query?: Record<string, string | number>,
  ): Promise<unknown> {
    const path = this.#path(request, parts);
    const { signal } = request;
    const { json } = await this.#client.request({ path, query, signal });
    return json;
  }

  async readObject(
    request: GateResponseRequest,
    parts: Array<string | number>,
  ): Promise<Payload> {
    return Payload.of((await this.read(request, parts)) as object);
  }

  async readList(
    request: GateResponseRequest,
    parts: Array<string | number>,
    query?: Record<string, string | number>,
  ): Promise<Payload[]> {
    const list = await this.read(request, parts, query);
    return Payload.of({ list }).children('list');
  }

  /** A request that is not sent yet. */
  planned(
    request: GateResponseRequest,
    parts: Array<string | number>,
    body: JsonObject,
  ): PlannedGateRequest {
    const url = this.#client.urlOf({ path: this.#path(request, parts) });
    return { method: 'POST', url, body };
  }

  /** Sends one request exactly as it was planned; its address must still be below that of the API. */
  async send(
    request: GateResponseRequest,
    planned: PlannedGateRequest,
  ): Promise<void> {
    const { url, body } = planned;
    const base = this.#client.urlOf({ path: '/' });
    if (!url.startsWith(base)) {
      throw refused(`${url} is not below ${base}`);
    }
    await this.#client.request({
      method: 'POST',
      path: url.slice(base.length - 1),
      body,
      signal: request.signal,
    });
  }

  async sendAll(
    request: GateResponseRequest & { plan: GateResponsePlan },
  ): Promise<void> {
    for (const planned of request.plan.requests) {
      await this.send(request, planned);
    }
  }

  /** Below the project. Numbers of projects are those of one GitLab: a webhook of another one is not answered here. */
  #path(request: GateResponseRequest, parts: Array<string | number>): string {
    const { host, projectId, project } = request.target;
    if (host !== this.#config.host) {
      throw refused(
        `the question came from ${host}, but showcaller.gitlab.api.host is ${
          this.#config.host
        }; credentials go nowhere else`,
      );
    }
    const id = projectId ?? project;
    if (id === undefined) {
      throw refused('the question names no project');
    }
    return ['projects', String(id), ...parts]
      .map(part => `/${encodeURIComponent(part)}`)
      .join('');
  }
}

export function refused(says: string): VendorError {
  return new VendorError(`GitLab: ${says}`, { kind: 'refused' });
}

/** A field of what a question is about. Throws when it is missing. */
export function targetText(request: GateResponseRequest, name: string): string {
  const value = request.target[name];
  if (value === undefined || value === '') {
    throw refused(`the question names no ${name}`);
  }
  return String(value);
}

/** Why, in a sentence, and where to read on. */
export function commentOf(evaluation: GateEvaluation): string {
  return `${MARK}${evaluation.explanation} ${evaluation.evidenceUrl}`.slice(
    0,
    LONGEST_COMMENT,
  );
}
