/** As much of a browser as a sign-in needs: cookies by host, redirects one at a time, forms. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async get(url: string, headers?: Record<string, string>): Promise<Response> {
    return this.#send(url, { headers });
  }

  async submit(url: string, fields: Record<string, string>): Promise<Response> {
    return this.#send(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const { host } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string>),
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}
