import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionView, Json, LiveFrame } from '@agentflow/core';

/** What happens in an execution, in order: a frame is told, a question waits for its answer, the line breaks. */
export type Happening =
  LiveFrame | { readonly ask: string; readonly prompt: string; readonly schema: Json; readonly refuse?: string } | 'break' | 'stay';

export interface FakeAgentflow {
  readonly url: string;
  readonly key: string;
  /** `METHOD path` of every request. */
  readonly calls: string[];
  readonly lastEventIds: (string | undefined)[];
  readonly workflows: Map<string, { definition: Json; yaml: string; version: number }>;
  readonly models: Map<string, Json>;
  readonly answers: Record<string, Json>;
  started: { input?: Json; revision?: Json } | undefined;
  /** Problems that a saved draft is said to have. */
  problems: Json[];
  /** What the next execution does; it ends as `view` says. */
  happenings: Happening[];
  view: Partial<ExecutionView>;
  values: Record<string, Json>;
  /** Answers of one path, instead of the usual. */
  readonly overrides: Map<string, { readonly status: number; readonly body: Json }>;
  /** Answers of one path that are no JSON document. */
  readonly texts: Map<string, string>;
  stop(): Promise<void>;
}
export const KEY = 'test-key';
const EXECUTION = '/api/v1/executions/e1';

/** A server that speaks as much of the API as the commands use. One execution, `e1`, whose course a test writes down. */
export async function startFakeAgentflow(): Promise<FakeAgentflow> {
  let seen = 0;
  let waitingFor: Extract<Happening, { ask: string }> | undefined;
  let wake = (): void => undefined;
  const view = (): ExecutionView =>
    ({
      id: 'e1',
      workflowId: 'w1',
      revision: 'draft',
      digest: 'sha256:0',
      phase: null,
      input: {},
      output: null,
      error: null,
      createdAt: '2026-01-01T00:00:00Z',
      startedAt: '2026-01-01T00:00:00Z',
      endedAt: null,
      trigger: {},
      trial: true,
      parentId: null,
      rootId: 'e1',
      tags: [],
      priority: 0,
      usage: { inputTokens: 3, outputTokens: 2, cost: '0' },
      nodesTotal: 1,
      version: 1,
      nodes: [],
      status: waitingFor ? 'waiting' : 'completed',
      waiting: waitingFor ? [{ path: waitingFor.ask, kind: 'human', prompt: waitingFor.prompt, schema: waitingFor.schema }] : [],
      ...(waitingFor ? {} : fake.view),
    }) as ExecutionView;

  const server = createServer(
    (request, response) =>
      void handle(request, response).catch((error: unknown) => send(response, 500, { code: 'INTERNAL', detail: String(error) })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeAgentflow = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: KEY,
    calls: [],
    lastEventIds: [],
    workflows: new Map(),
    models: new Map(),
    answers: {},
    started: undefined,
    problems: [],
    happenings: [],
    view: { status: 'completed', output: null },
    values: {},
    overrides: new Map(),
    texts: new Map(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const { pathname: path } = new URL(request.url ?? '/', 'http://x');
    if (path === '/health') return send(response, 200, { status: 'ok' });
    const call = `${request.method} ${path}`;
    fake.calls.push(call);
    if (request.headers.authorization !== `Bearer ${KEY}`)
      return send(response, 401, { code: 'UNAUTHENTICATED', detail: 'the key is unknown' });
    const plain = fake.texts.get(call);
    if (plain !== undefined) return void response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(plain);
    const override = fake.overrides.get(call);
    if (override) return send(response, override.status, override.body);
    const yaml = request.headers['content-type'] === 'application/yaml';
    const body = (yaml || text === '' ? {} : JSON.parse(text)) as { readonly [key: string]: Json };

    const model = /^PUT \/api\/v1\/models\/scripted\/(.+)$/.exec(call);
    if (model) {
      fake.models.set(model[1]!, body['script']!);
      return send(response, 200, {});
    }
    if (call === 'POST /api/v1/workflows') {
      fake.workflows.set(body['key'] as string, { definition: body['definition']!, yaml: '', version: 1 });
      return sendWorkflow(response, body['key'] as string, 201);
    }
    const workflow = /^(GET|PUT|POST) \/api\/v1\/workflows\/([^/]+)(\/execute|\/publish)?$/.exec(call);
    if (workflow) return handleWorkflow(request, response, decodeURIComponent(workflow[2]!), workflow[3], { body, text, yaml });
    if (call === `GET ${EXECUTION}/events`) return tell(request, response);
    if (call === `GET ${EXECUTION}`) return send(response, 200, view() as unknown as Json);
    const value = /\/values\/(.+)$/.exec(path);
    if (value) return send(response, 200, fake.values[decodeURIComponent(value[1]!)]!);
    const answer = /\/inputs\/(.+)$/.exec(path);
    if (answer) return takeAnswer(response, decodeURIComponent(answer[1]!), body['value']!);
    return send(response, 404, { code: 'NOT_FOUND', detail: `nothing is at ${path}` });
  }
  function handleWorkflow(
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
    verb: string | undefined,
    sent: { body: { readonly [key: string]: Json }; text: string; yaml: boolean },
  ): void {
    const found = fake.workflows.get(key);
    if (!found) return send(response, 404, { code: 'WORKFLOW_NOT_FOUND', detail: `no workflow has the key ${key}` });
    if (verb === '/execute') {
      fake.started = sent.body;
      return send(response, 202, view() as unknown as Json);
    }
    if (verb === '/publish') return send(response, 201, { revision: 1, digest: 'sha256:1' });
    if (request.method === 'PUT') {
      if (request.headers['if-match'] !== `"${found.version}"`) return send(response, 412, { code: 'VERSION_CONFLICT', detail: 'stale' });
      found.version++;
      found.yaml = sent.text;
    }
    if (request.headers.accept?.includes('yaml')) {
      response.writeHead(200, { 'content-type': 'application/yaml' }).end(found.yaml);
      return;
    }
    sendWorkflow(response, key, 200);
  }
  function sendWorkflow(response: ServerResponse, key: string, status: number): void {
    const { definition, version } = fake.workflows.get(key)!;
    send(response, status, { id: key, key, etag: `"${version}"`, definition, problems: fake.problems, publishedRevision: null });
  }
  function takeAnswer(response: ServerResponse, path: string, value: Json): void {
    if (waitingFor?.ask !== path) return send(response, 409, { code: 'INPUT_NOT_WAITING', detail: 'no such question' });
    if (waitingFor.refuse !== undefined && JSON.stringify(value) === waitingFor.refuse) {
      return send(response, 422, {
        code: 'INVALID_INPUT',
        detail: 'the answer does not fit',
        errors: [{ pointer: '/approved', code: 'SCHEMA', severity: 'error', message: 'must be boolean' }],
      });
    }
    fake.answers[path] = value;
    waitingFor = undefined;
    send(response, 200, view() as unknown as Json);
    wake();
  }
  async function tell(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const last = request.headers['last-event-id'];
    fake.lastEventIds.push(last as string | undefined);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 10\n\n');
    const after = last === undefined ? 0 : Number(last);
    for (let at = after; at < fake.happenings.length; at++) {
      const next = fake.happenings[at]!;
      if (next === 'stay') return;
      if (next === 'break') {
        fake.happenings.splice(at, 1);
        await new Promise((written) => response.write(': about to break\n\n', written)); // what came before is out
        response.socket?.destroy();
        return;
      }
      if ('ask' in next) {
        if (at >= seen) waitingFor = next;
        frame(
          response,
          { type: 'user_input_required', payload: { path: next.ask, node_id: next.ask, prompt: next.prompt, input_schema: next.schema } },
          at + 1,
        );
        if (waitingFor) await new Promise<void>((resolve) => (wake = resolve));
      } else frame(response, next, at + 1);
      seen = Math.max(seen, at + 1);
    }
    response.end();
  }
}
const frame = (response: ServerResponse, { type, payload }: LiveFrame, id: number): void =>
  void response.write(`event: ${type}\nid: ${id}\ndata: ${JSON.stringify(payload)}\n\n`);
const send = (response: ServerResponse, status: number, body: Json): void =>
  void response
    .writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
    .end(JSON.stringify(body));
