import type { Problem } from '@agentflow/core';

/** What the API answers when it refuses (RFC 9457), or what became of the request when nothing answered (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: readonly Problem[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}
export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;

export type Query = { readonly [name: string]: string | number | boolean | undefined | null | readonly string[] };
export interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON, unless `yaml` is given. */
  readonly json?: unknown;
  readonly yaml?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
  readonly accept?: 'json' | 'text';
}
type Listener = () => void;
const signedOut = new Set<Listener>();
/** Calls `listener` whenever the API says that the session is over. */
export const onSignedOut = (listener: Listener): (() => void) => {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
};
export const API = '/api/v1';

const cookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const search = (query: Query | undefined): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    params.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
};

/** The body of an answer and what its head says of it. */
export interface Answer<T> {
  readonly data: T;
  readonly etag: string | null;
  readonly status: number;
}
/** One call of the API. @throws ApiError */
export async function call<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = {
    Accept: options.accept === 'text' ? 'application/yaml' : 'application/json',
    ...options.headers,
  };
  if (method !== 'GET') {
    const token = cookie('af_csrf');
    if (token) headers['X-CSRF-Token'] = decodeURIComponent(token);
  }
  let body: string | undefined;
  if (options.yaml !== undefined) {
    headers['Content-Type'] = 'application/yaml';
    body = options.yaml;
  } else if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.json);
  }
  let response: Response;
  try {
    response = await fetch(path.startsWith('/') && !path.startsWith('//') ? path + search(options.query) : path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, 'UNREACHABLE', 'AgentFlow does not answer. Is it running?');
  }
  if (!response.ok) throw await refusal(response);
  const etag = response.headers.get('ETag');
  if (response.status === 204) return { data: undefined as T, etag, status: 204 };
  const text = await response.text();
  if (options.accept === 'text') return { data: text as T, etag, status: response.status };
  return { data: (text ? JSON.parse(text) : undefined) as T, etag, status: response.status };
}

async function refusal(response: Response): Promise<ApiError> {
  if (response.status === 401) for (const listener of signedOut) listener();
  const retryAfter = Number(response.headers.get('Retry-After'));
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as { code?: string; title?: string; detail?: string; errors?: Problem[] };
    return new ApiError(
      response.status,
      problem.code ?? problem.title ?? String(response.status),
      problem.detail ?? problem.title ?? response.statusText,
      Array.isArray(problem.errors) ? problem.errors : [],
      Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
    );
  } catch {
    return new ApiError(response.status, String(response.status), response.statusText || `HTTP ${response.status}`);
  }
}
const data = async <T>(answer: Promise<Answer<T>>): Promise<T> => (await answer).data;
export const http = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    data(call<T>('GET', API + path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) })),
  post: <T>(path: string, json: unknown = {}, headers?: RequestOptions['headers']) =>
    data(call<T>('POST', API + path, { json, ...(headers ? { headers } : {}) })),
  put: <T>(path: string, json: unknown, headers?: RequestOptions['headers']) =>
    data(call<T>('PUT', API + path, { json, ...(headers ? { headers } : {}) })),
  delete: (path: string) => data(call<void>('DELETE', API + path)),
};
/** A path made of segments that need not be safe: node paths hold slashes and brackets. */
export const at = (...segments: readonly (string | number)[]): string => segments.map((s) => `/${encodeURIComponent(String(s))}`).join('');
