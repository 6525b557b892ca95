import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json, OrgId } from '@agentflow/core';
import type { z } from 'zod';
import type { Action, Principal } from '../../application/authorize.js';
import type { GatewayServices } from '../../application/gateway-services.js';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** What a handler sees of a request: everything in it has been checked against the route's schemas. */
export interface RouteRequest<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  /** The parsed JSON body; `undefined` when it came as YAML or raw, or is optional and absent. */
  readonly body: B;
  /** The text of a YAML body. */
  readonly yaml: string | undefined;
  /** The bytes of a raw body. */
  readonly raw: Buffer;
  /** `anonymous`, of no org, on open routes. */
  readonly principal: Principal;
  readonly org: OrgId;
  readonly req: IncomingMessage;
  header(name: string): string | undefined;
}
/** An answer with a body, or (`stream`) one that writes the response itself. */
export type Answer =
  | { readonly status: number; readonly json: unknown; readonly headers?: AnswerHeaders }
  | { readonly status: number; readonly text: string; readonly type: string; readonly headers?: AnswerHeaders }
  | { readonly status: number; readonly headers?: AnswerHeaders }
  | { readonly stream: (res: ServerResponse) => void };
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;

/** `document`: workflow definitions and everything small. `value`: what may carry an execution's values. `export`: a whole execution. */
export type BodyLimit = 'document' | 'value' | 'export';
export interface BodySpec<B extends z.ZodType> {
  readonly schema: B;
  readonly limit: BodyLimit;
  /** Values that surely fit the schema, and would leave it as they are: a hot route need not ask the schema for them. */
  readonly surely?: (value: Json) => boolean;
  readonly optional?: boolean;
  /** The body may be YAML text instead, handed on as `yaml`. */
  readonly yaml?: boolean;
  /** Anything goes; handed on as `raw`. */
  readonly raw?: boolean;
  /** Lines of JSON (`application/x-ndjson`), handed on as `raw`. */
  readonly lines?: boolean;
}
export interface ResponseSpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Other media types than JSON. */
  readonly types?: readonly string[];
  readonly headers?: readonly ('Location' | 'ETag' | 'Set-Cookie')[];
}

export interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly method: Method;
  /** As OpenAPI writes it: `/api/v1/workflows/{id}`. */
  readonly path: string;
  /** The right it takes; `open`: none, and not even a key. */
  readonly auth: Action | 'open';
  readonly tag: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: BodySpec<B>;
  readonly headers?: readonly ('If-Match' | 'If-Match?' | 'Idempotency-Key' | 'Last-Event-ID')[];
  /** A POST that creates: under an `Idempotency-Key` its answer is kept and repeated. */
  readonly idempotent?: boolean;
  readonly responses: Readonly<Record<number, ResponseSpec>>;
  /** Problem statuses besides those every route may answer with. */
  readonly problems?: readonly number[];
  handle(request: RouteRequest<z.output<P>, z.output<Q>, z.output<B>>, services: GatewayServices): Answer | Promise<Answer>;
}
export type Route = Omit<RouteSpec<z.ZodType, z.ZodType, z.ZodType>, 'handle'> & {
  readonly handle: (request: RouteRequest, services: GatewayServices) => Answer | Promise<Answer>;
};

type None = z.ZodObject<Record<never, never>>;

/** Declares a route: the one source of its validation, its documentation and its rights. */
export const defineRoute = <P extends z.ZodType = z.ZodUnknown, Q extends z.ZodType = None, B extends z.ZodType = z.ZodUndefined>(
  spec: RouteSpec<P, Q, B>,
): Route => spec as unknown as Route;

export const ok = (json: unknown, headers?: AnswerHeaders): Answer => (headers ? { status: 200, json, headers } : { status: 200, json });
export const created = (json: unknown, headers: AnswerHeaders): Answer => ({ status: 201, json, headers });
export const NO_CONTENT: Answer = { status: 204 };
