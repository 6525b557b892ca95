import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { ALL_ROUTES } from '../inbound/http/routes/all-routes.js';
import { buildOpenApi } from '../openapi/document.js';

/** The OpenAPI document's Ajv: core's own, since the root's is an older one for the linter. */
const require = createRequire(new URL('../../../../packages/core/package.json', import.meta.url));
interface Validator {
  (value: unknown): boolean;
  readonly errors?: unknown;
}
interface Ajv {
  addSchema(schema: object, key: string): void;
  compile(schema: object): Validator;
}
const { Ajv2020 } = require('ajv/dist/2020') as { Ajv2020: new (options: object) => Ajv };
const addFormats = require('ajv-formats') as (ajv: Ajv) => void;

export const OPENAPI = JSON.parse(JSON.stringify(buildOpenApi(ALL_ROUTES, '0.0.0-test'))) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
interface Operation {
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, unknown>> }>>;
}
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(OPENAPI, 'openapi');
const validators = new Map<string, Validator>();
const validatorAt = (pointer: string): Validator => {
  const known = validators.get(pointer);
  if (known) return known;
  const made = ajv.compile({ $ref: `openapi#${pointer}` });
  validators.set(pointer, made);
  return made;
};
const escape = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** Fails unless the document knows this answer: the status of this operation, its media type and, for JSON, its schema. */
export function expectDocumented(method: string, path: string, status: number, contentType: string | null, body: unknown): void {
  const pathname = path.split('?')[0] as string;
  const matching = Object.keys(OPENAPI.paths).filter((template) =>
    new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  );
  const template = matching.find((one) => one === pathname) ?? matching[0];
  const operation = template === undefined ? undefined : OPENAPI.paths[template]?.[method.toLowerCase()];
  if (!operation || template === undefined) return; // no such route: the answer is a plain 404 or 405
  const response = operation.responses[String(status)];
  if (!response) throw new Error(`${method} ${template} answered ${status}, which the document does not know`);
  const [media = ''] = (contentType ?? '').split(';');
  if (response.$ref) {
    if (media !== 'application/problem+json') throw new Error(`${method} ${template} ${status} is ${media}, not a problem`);
    check(`/components/schemas/HttpProblem`, body);
  } else if (media === 'application/json') {
    check(`/paths/${escape(template)}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`, body);
  } else if (media !== '' && !(media in (response.content ?? {})))
    throw new Error(`${method} ${template} ${status} has the undocumented type ${media}`);

  function check(pointer: string, value: unknown): void {
    const valid = validatorAt(encodeURI(pointer));
    if (!valid(value)) throw new Error(`${method} ${template} ${status} is not as documented: ${JSON.stringify(valid.errors)}`);
  }
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, if it is. */
  readonly json: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests reach into it
}
export interface ApiOptions {
  readonly json?: unknown;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** `null`: none. */
  readonly key?: string | null;
}
export type Api = (method: string, path: string, options?: ApiOptions) => Promise<ApiAnswer>;

/** Calls the API and holds every answer against the document. */
export const createApi =
  (gateway: { readonly url: string; readonly adminKey: string }): Api =>
  async (method, path, { json, body, headers = {}, key = gateway.adminKey } = {}) => {
    const response = await fetch(gateway.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(json !== undefined ? { body: JSON.stringify(json) } : body === undefined ? {} : { body: body as string }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type');
    const parsed: unknown = type !== null && /[/+]json/.test(type) && text !== '' ? JSON.parse(text) : undefined;
    expectDocumented(method, path, response.status, type, parsed);
    return { status: response.status, headers: response.headers, text, json: parsed };
  };

/** A request with headers that `fetch` would not let through, such as Host. */
export const rawRequest = (
  port: number,
  options: { readonly method?: string; readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, method: options.method ?? 'GET', path: options.path, headers: { ...options.headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
