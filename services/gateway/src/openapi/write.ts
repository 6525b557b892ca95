import { readFile, writeFile } from 'node:fs/promises';
import { ALL_ROUTES } from '../inbound/http/routes/all-routes.js';
import { buildOpenApi } from './document.js';

/** Writes `docs/openapi.json`, of which the web's types are made: `node services/gateway/dist/openapi/write.js`. */
const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
await writeFile(
  new URL('../../../../docs/openapi.json', import.meta.url),
  `${JSON.stringify(buildOpenApi(ALL_ROUTES, manifest.version), null, 2)}\n`,
);
