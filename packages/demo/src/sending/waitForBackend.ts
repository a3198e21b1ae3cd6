import { pause } from './pause';

/**
 * Waits until the backend says that it is well.
 *
 * @param options - `onWaiting` is told every ten seconds, with the seconds passed
 */
export async function waitForBackend(options: {
  url: string;
  signal: AbortSignal;
  onWaiting: (seconds: number) => void;
}): Promise<void> {
  const endpoint = `${options.url.replace(/\/+$/, '')}/api/showcaller/health`;
  const started = Date.now();
  let told = 0;
  for (;;) {
    options.signal.throwIfAborted();
    try {
      const response = await fetch(endpoint, {
        signal: AbortSignal.any([options.signal, AbortSignal.timeout(5000)]),
      });
      await response.arrayBuffer();
      if (response.ok) {
        return;
      }
    } catch {
      // Not up yet: asked again below.
    }
    const seconds = Math.round((Date.now() - started) / 1000);
    if (seconds - told >= 10) {
      told = seconds;
      options.onWaiting(seconds);
    }
    await pause(500, options.signal);
  }
}
