import type { Problem } from '@agentflow/core';
import createClient, { type Middleware } from 'openapi-fetch';
import { came, lost } from './reach.js';
import type { paths } from './schema.js';

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

type Listener = () => void;
const signedOut = new Set<Listener>();
/** Calls `listener` whenever the API says that the session is over. */
export const onSignedOut = (listener: Listener): (() => void) => {
  signedOut.add(listener);
  return () => void signedOut.delete(listener);
};
const cookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

export const hasSession = (): boolean => cookie('af_csrf') !== undefined;
/** What holds for every call: those that change something carry the token of the session's readable cookie; a 401 ends the session here too. */
const session: Middleware = {
  onRequest({ request }) {
    const token = request.method === 'GET' ? undefined : cookie('af_csrf');
    if (token) request.headers.set('X-CSRF-Token', decodeURIComponent(token));
    return request;
  },
  onResponse({ response }) {
    if (response.status < 500) came();
    if (response.status === 401) for (const listener of signedOut) listener();
    return undefined;
  },
  onError({ request }) {
    if (request.signal.aborted) return undefined;
    lost();
    return new ApiError(0, 'UNREACHABLE', 'AgentFlow does not answer. Is it running?');
  },
};
/** The API, typed by its own description (`npm run gen:api`). */
export const client = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
client.use(session);

interface Fetched<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}
/** The answer of a call with its head. @throws ApiError */
export async function answer<T>(call: Promise<Fetched<T>>): Promise<{ readonly data: T; readonly etag: string | null }> {
  const { data, error, response } = await call;
  if (!response.ok) throw refusal(response, error);
  return { data: data as T, etag: response.headers.get('ETag') };
}
/** The body of an answer. @throws ApiError */
export const read = async <T>(call: Promise<Fetched<T>>): Promise<T> => (await answer(call)).data;
/** The body of an answer that we know closer than its description says, e.g. as one of the core's views. @throws ApiError */
export const readAs = async <T>(call: Promise<Fetched<unknown>>): Promise<T> => (await answer(call)).data as T;

function refusal(response: Response, error: unknown): ApiError {
  const problem = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: string;
    title?: string;
    detail?: string;
    errors?: Problem[];
  };
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new ApiError(
    response.status,
    problem.code ?? problem.title ?? String(response.status),
    problem.detail ?? problem.title ?? (response.statusText || `HTTP ${response.status}`),
    Array.isArray(problem.errors) ? problem.errors : [],
    retryAfter > 0 ? retryAfter : undefined,
  );
}
/** Options that send `text` as YAML: the description allows it beside JSON, the client's types know JSON alone. */
export const yamlBody = (text: string) =>
  ({ body: text as never, bodySerializer: (body: unknown) => body as string, headers: { 'Content-Type': 'application/yaml' } }) as const;
