import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { AppError, DEGRADED_FROM, degradationError, type DegradationLevel, type Problem } from '@agentflow/core';
import { isTracing, underActiveSpan } from '@agentflow/service-kit';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { authorize, type Principal } from '../../application/authorize.js';
import { closedFrom, isFault, isSampled, isTimed } from '../../application/degraded-access.js';
import type { GatewayServices } from '../../application/gateway-services.js';
import { ANONYMOUS, type Authenticate } from './authenticate.js';
import { sendMaintenancePage, wantsPage } from './maintenance-page.js';
import { UNSAFE_KEYS, parseJson } from './parse-json.js';
import { sendProblem, traceParent } from './problem.js';
import { mediaType, readBody, utf8Text } from './read-body.js';
import { type RouteFigures } from './request-figures.js';
import { replayed } from './replay-answers.js';
import type { Answer, BodyLimit, Route, RouteRequest } from './route.js';
import { inServerSpan } from './server-span.js';

/** What every route shares. */
export interface Edge {
  readonly services: GatewayServices;
  readonly authenticate: Authenticate;
  /** Host, Origin and load: what must be refused before anything else is looked at. */
  admit(req: IncomingMessage): AppError | null;
  /** Called when an admitted request has been answered. */
  release(): void;
  readonly limits: { readonly [limit in BodyLimit]: number };
}
const EMPTY = Buffer.alloc(0);
/** `startedAt`: monotonic milliseconds. */
type Timed = Request & { startedAt: number };

/** Makes an express handler of a route: admission, who asks, what they may, what they sent, the answer. Awaits nothing it need not. */
export function bindRoute(route: Route, edge: Edge, figures: RouteFigures): RequestHandler {
  const { services } = edge;
  const noQuery = readNoQuery(route);
  const queries = new Remembered((text) => readQuery(route, text));
  const ids = new Remembered((id) => check(route.params as z.ZodType, { id }, 'BAD_REQUEST', 'path'));
  const onlyId = route.path.match(/\{\w+\}/g)?.join() === '{id}';
  const readParams = (schema: z.ZodType, params: Request['params']): unknown =>
    onlyId ? ids.of(params['id'] as string) : check(schema, params, 'BAD_REQUEST', 'path');
  const isPost = route.method === 'post';
  const shutFrom = closedFrom(route);
  const [sampled, timed] = [isSampled(route), isTimed(route)];
  const { degradation, samples } = services;
  const observe = (status: number, ms: number): void => {
    figures.observe(status, ms);
    if (sampled) samples.request(route.id, isFault(status), timed ? ms : null);
  };

  const fail = (req: Timed, res: ServerResponse, error: unknown): void => {
    edge.release();
    observe(sendProblem(req, res, error, services.logger), performance.now() - req.startedAt);
  };
  const finish = (req: Timed, res: ServerResponse, answer: Answer): void => {
    edge.release();
    let status = 'status' in answer ? answer.status : 200;
    try {
      send(req, res, answer);
    } catch (error) {
      status = sendProblem(req, res, error, services.logger);
    }
    observe(status, performance.now() - req.startedAt);
  };
  const run = (req: Timed, res: ServerResponse, request: RouteRequest): void => {
    let answer: Answer | Promise<Answer>;
    try {
      const key = route.idempotent && isPost ? req.headers['idempotency-key'] : undefined;
      answer = key === undefined ? route.handle(request, services) : replayed(route, request, key as string, services);
    } catch (error) {
      return fail(req, res, error);
    }
    if (answer instanceof Promise) {
      answer.then(
        (settled) => finish(req, res, settled),
        (error: unknown) => fail(req, res, error),
      );
    } else finish(req, res, answer);
  };
  const proceed = (req: Timed, res: ServerResponse, principal: Principal): void => {
    try {
      if (route.auth !== 'open') authorize(principal, route.auth);
      const params = route.params ? readParams(route.params, req.params) : req.params;
      const mark = req.url.indexOf('?');
      const query = mark === -1 ? noQuery() : queries.of(req.url.slice(mark + 1));
      const spec = route.body;
      if (!spec) return run(req, res, new BoundRequest(params, query, undefined, undefined, EMPTY, principal, req));
      const media = mediaType(req);
      const onBody = (error: unknown, bytes: Buffer): void => {
        if (error) return fail(req, res, error);
        let request: RouteRequest;
        try {
          if (spec.raw || spec.lines) request = new BoundRequest(params, query, undefined, undefined, bytes, principal, req);
          else if (bytes.length === 0 && spec.optional)
            request = new BoundRequest(params, query, undefined, undefined, bytes, principal, req);
          else if (media === 'yaml' && spec.yaml)
            request = new BoundRequest(params, query, undefined, utf8Text(bytes), EMPTY, principal, req);
          else if (media === 'json') {
            const json = parseJson(utf8Text(bytes));
            const body = spec.surely?.(json) ? json : check(spec.schema, json, 'INVALID_INPUT', 'body');
            request = new BoundRequest(params, query, body, undefined, EMPTY, principal, req);
          } else throw wrongType(spec.yaml === true);
        } catch (caught) {
          return fail(req, res, caught);
        }
        run(req, res, request);
      };
      readBody(req, edge.limits[spec.limit], underActiveSpan(onBody));
    } catch (error) {
      fail(req, res, error);
    }
  };

  const shut = (req: Timed, res: ServerResponse, level: DegradationLevel): void => {
    if (level < DEGRADED_FROM.maintenance || !wantsPage(req)) return fail(req, res, degradationError(level));
    edge.release();
    sendMaintenancePage(req, res);
  };

  const begin: RequestHandler = (request, res) => {
    const req = request as Timed;
    req.startedAt = performance.now();
    const refusal = edge.admit(req);
    if (refusal) return figures.observe(sendProblem(req, res, refusal, services.logger), 0);
    if (degradation.level >= shutFrom) return shut(req, res, degradation.level);
    if (route.auth === 'open') return proceed(req, res, ANONYMOUS);
    let principal: Principal | Promise<Principal>;
    try {
      principal = edge.authenticate(req);
    } catch (error) {
      return fail(req, res, error);
    }
    if (principal instanceof Promise) {
      principal.then(
        (found) => proceed(req, res, found),
        (error: unknown) => fail(req, res, error),
      );
    } else proceed(req, res, principal);
  };
  return (req, res, next) => (isTracing() ? inServerSpan(route, req, res, () => begin(req, res, next)) : begin(req, res, next));
}

class BoundRequest implements RouteRequest {
  constructor(
    readonly params: unknown,
    readonly query: unknown,
    readonly body: unknown,
    readonly yaml: string | undefined,
    readonly raw: Buffer,
    readonly principal: Principal,
    readonly req: IncomingMessage,
  ) {}
  get org(): RouteRequest['org'] {
    return this.principal.org;
  }
  header(name: string): string | undefined {
    const value = this.req.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }
}

/** What the same short text was read as before: paths and queries of a busy client are few. Values are shared, so nobody may change them. */
class Remembered {
  readonly #known = new Map<string, unknown>();
  constructor(private readonly read: (text: string) => unknown) {}
  of(text: string): unknown {
    let value = this.#known.get(text);
    if (value === undefined) {
      value = this.read(text);
      if (this.#known.size >= 1_000) this.#known.clear();
      if (text.length <= 200) this.#known.set(text, value);
    }
    return value;
  }
}

const NO_QUERY = z.strictObject({});
const querySchema = (route: Route): z.ZodType => route.query ?? NO_QUERY;
/** The query of a request that has none is the same each time: its defaults, or what is missing. */
function readNoQuery(route: Route): () => unknown {
  const parsed = querySchema(route).safeParse({});
  if (parsed.success) return () => parsed.data;
  return () => check(querySchema(route), {}, 'BAD_REQUEST', 'query');
}
function readQuery(route: Route, text: string): unknown {
  const query = parseQuery(text);
  for (const name of Object.keys(query)) {
    if (UNSAFE_KEYS.has(name)) throw new AppError('BAD_REQUEST', `the query parameter ${name} is not allowed`);
  }
  return check(querySchema(route), { ...query }, 'BAD_REQUEST', 'query');
}

function check(schema: z.ZodType, value: unknown, code: 'BAD_REQUEST' | 'INVALID_INPUT', where: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 100).map((issue): Problem => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    code: issue.code.toUpperCase(),
    severity: 'error',
    message: issue.message,
  }));
  const first = problems[0] as Problem;
  throw new AppError(code, `the ${where} is not right${first.pointer ? ` at ${first.pointer}` : ''}: ${first.message}`, {}, { problems });
}

const wrongType = (yaml: boolean): AppError =>
  new AppError('UNSUPPORTED_MEDIA_TYPE', `the body must be application/json${yaml ? ' or application/yaml' : ''}: say so in Content-Type`);

function send(req: IncomingMessage, res: ServerResponse, answer: Answer): void {
  if ('stream' in answer) return answer.stream(res);
  const text = 'json' in answer ? JSON.stringify(answer.json) : 'text' in answer ? answer.text : undefined;
  const headers: Record<string, string | number | readonly string[]> = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if (text !== undefined) {
    headers['content-type'] = 'text' in answer ? answer.type : 'application/json';
    headers['content-length'] = Buffer.byteLength(text);
  }
  const parent = traceParent(req);
  if (parent !== undefined) headers['traceparent'] = parent;
  if (answer.headers) Object.assign(headers, answer.headers);
  res.writeHead(answer.status, headers as Record<string, string>);
  res.end(text);
}
