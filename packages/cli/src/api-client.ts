import type { Json, Problem } from '@agentflow/core';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-codes.js';

export interface ApiAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | undefined;
}
export interface ApiCall {
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly yaml?: string;
  /** Lines of JSON. */
  readonly lines?: string;
  readonly headers?: { readonly [name: string]: string };
  /** Statuses of 400 and above that are answers. */
  readonly accept?: readonly number[];
}
/** Speaks to one instance as CONTRACT 2 says. */
export interface ApiClient {
  readonly url: string;
  /** @throws CliError in the server's words */
  call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, call?: ApiCall): Promise<ApiAnswer<T>>;
  /** The text of a GET. */
  text(path: string, accept: string): Promise<string>;
  /** An open event stream; `null` when all was told before. */
  events(path: string, lastEventId: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null>;
}
/** What a problem+json body holds. */
interface ProblemBody {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly errors?: readonly Problem[];
}
export function createApiClient(url: string, key: string): ApiClient {
  const base = `${url.replace(/\/+$/, '')}/api/v1`;
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(base + path, {
        ...init,
        headers: { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) },
      });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new CliError(`${url} does not answer`, {
        code: 'UNREACHABLE',
        hint: 'is AgentFlow running there? `agentflow dev` starts it',
        cause,
      });
    }
  };
  return {
    url,
    async call<T>(method: string, path: string, { json, yaml, lines, headers = {}, accept = [] }: ApiCall = {}) {
      const body = yaml ?? lines ?? (json === undefined ? undefined : JSON.stringify(json));
      const type = lines !== undefined ? 'application/x-ndjson' : yaml === undefined ? 'application/json' : 'application/yaml';
      const response = await send(path, {
        method,
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': type }), ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      if (!response.ok && !accept.includes(response.status)) throw await refused(response, text);
      return {
        status: response.status,
        body: (text === '' ? null : parse(text, url)) as T,
        etag: response.headers.get('etag') ?? undefined,
      };
    },
    async text(path, accept) {
      const response = await send(path, { headers: { accept } });
      const text = await response.text();
      if (!response.ok) throw await refused(response, text);
      return text;
    },
    async events(path, lastEventId, signal) {
      const response = await send(path, {
        headers: { accept: 'text/event-stream', ...(lastEventId > 0 ? { 'last-event-id': String(lastEventId) } : {}) },
        signal,
      });
      if (response.status === 204) return null;
      if (!response.ok) throw await refused(response, await response.text());
      return response.body;
    },
  };
}
function parse(text: string, url: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new CliError(`${url} answered something that is no JSON`, {
      code: 'NO_AGENTFLOW',
      hint: 'is it AgentFlow that listens there?',
      cause,
    });
  }
}
async function refused(response: Response, text: string): Promise<CliError> {
  let problem: ProblemBody = {};
  try {
    problem = JSON.parse(text) as ProblemBody;
  } catch {
    // a proxy's page: the status has to do
  }
  const problems = Array.isArray(problem.errors) ? problem.errors : [];
  return new CliError(problem.detail ?? `the server answered ${response.status} ${response.statusText}`.trim(), {
    code: problem.code ?? `HTTP_${response.status}`,
    problems,
    // What the caller sent is wrong: that is a matter of usage, not of luck.
    exitCode: [400, 413, 415, 422].includes(response.status) ? EXIT.problems : EXIT.failed,
    hint: hintFor(response.status),
  });
}
function hintFor(status: number): string | undefined {
  if (status === 401) return 'the key is missing or wrong: give --key, or --data with the folder that holds admin.key';
  if (status === 403) return 'this key may not do that';
  if (status === 429 || status === 503) return 'the server is busy or starting: try again in a moment';
  return undefined;
}
