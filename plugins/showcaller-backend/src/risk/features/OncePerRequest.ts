import type { FeatureRequest } from './FeatureCollector';

/** Asks for something once per request, however many collectors need it; forgotten with the request. */
export class OncePerRequest<T> {
  readonly #asked = new WeakMap<FeatureRequest, Promise<T>>();

  static create<T>(): OncePerRequest<T> {
    return new OncePerRequest();
  }

  private constructor() {}

  get(request: FeatureRequest, load: () => Promise<T>): Promise<T> {
    let answer = this.#asked.get(request);
    if (!answer) {
      answer = load();
      this.#asked.set(request, answer);
    }
    return answer;
  }
}
