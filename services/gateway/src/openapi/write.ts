import { readFile, writeFile } from 'node:fs/promises';
import { ALL_ROUTES } from '../inbound/http/routes/all-routes.js';
import { buildAsyncApi } from '../asyncapi/document.js';
import { buildOpenApi } from './document.js';

/** Writes `docs/openapi.json`, of which the web's types are made, and `docs/asyncapi.json`: `node services/gateway/dist/openapi/write.js`. */
const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
const write = (name: string, document: object): Promise<void> =>
  writeFile(new URL(`../../../../docs/${name}`, import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
await write('openapi.json', buildOpenApi(ALL_ROUTES, manifest.version));
await write('asyncapi.json', buildAsyncApi(manifest.version));
