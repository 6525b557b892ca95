import type { DriverDeps } from './driver.js';

const PATIENCE_MS = 2_000;
const FRESH_MS = 30_000;

/** Asks a server which models it has (`GET /models`), at most once in half a minute; an empty list when it does not answer in 2 s. */
export function listServed(
  baseUrl: string,
  apiKey: string,
  { clock, fetch }: Pick<DriverDeps, 'clock' | 'fetch'>,
): () => Promise<readonly string[]> {
  let known: { readonly at: number; readonly names: Promise<readonly string[]> } | undefined;
  const ask = async (): Promise<readonly string[]> => {
    const controller = new AbortController();
    const cancel = clock.after(PATIENCE_MS, () => controller.abort());
    try {
      const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
        headers: { authorization: `Bearer ${apiKey}` },
        signal: controller.signal,
      });
      const body = (response.ok ? await response.json() : {}) as { readonly data?: unknown };
      return (Array.isArray(body.data) ? (body.data as { readonly id?: unknown }[]) : [])
        .map((row) => row?.id)
        .filter((id): id is string => typeof id === 'string');
    } catch {
      return []; // a server that is down has no models to offer; a call of one says why
    } finally {
      cancel();
    }
  };
  return () => {
    if (!known || clock.monotonic() - known.at > FRESH_MS) known = { at: clock.monotonic(), names: ask() };
    return known.names;
  };
}
