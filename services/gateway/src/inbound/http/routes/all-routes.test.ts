import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { POLICY } from '../../../application/authorize.js';
import { buildOpenApi } from '../../../openapi/document.js';
import { ALL_ROUTES, OPEN_ROUTES } from './all-routes.js';

const repository = new URL('../../../../../../', import.meta.url);
const file = fileURLToPath(new URL('docs/openapi.json', repository));
const nameOf = (route: { method: string; path: string }): string => `${route.method.toUpperCase()} ${route.path}`;

describe('the routes', () => {
  it('each say which right they take, and only the reviewed ones are open', () => {
    for (const route of ALL_ROUTES) expect([nameOf(route), route.auth === 'open' || route.auth in POLICY]).toEqual([nameOf(route), true]);
    expect(
      ALL_ROUTES.filter(({ auth }) => auth === 'open')
        .map(nameOf)
        .sort(),
    ).toEqual([...OPEN_ROUTES].sort());
  });
  it('are each declared once, under an operation id of their own', () => {
    expect(new Set(ALL_ROUTES.map(nameOf)).size).toBe(ALL_ROUTES.length);
    expect(new Set(ALL_ROUTES.map(({ id }) => id)).size).toBe(ALL_ROUTES.length);
  });
  it('let no reading right change anything: whatever is not GET takes a right of its own', () => {
    const reading = ALL_ROUTES.filter(({ method, auth }) => method !== 'get' && auth.endsWith(':read')).map(nameOf);
    expect(reading).toEqual(['POST /api/v1/workflows/{id}/validate']); // a look, not a change
  });
  it('are the ones in docs/openapi.json: write it anew with node services/gateway/dist/openapi/write.js', async () => {
    const { version } = JSON.parse(await readFile(new URL('services/gateway/package.json', repository), 'utf8')) as { version: string };
    const written = JSON.parse(await readFile(file, 'utf8')) as object;
    expect(written).toEqual(JSON.parse(JSON.stringify(buildOpenApi(ALL_ROUTES, version))));
  });
  it('make a document that a linter of OpenAPI 3.1 accepts', async () => {
    const redocly = fileURLToPath(new URL('node_modules/@redocly/cli/bin/cli.js', repository));
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NODE_OPTIONS: '' };
    const { stdout } = await promisify(execFile)(process.execPath, [redocly, 'lint', file, '--format=json'], { env });
    expect((JSON.parse(stdout.slice(stdout.indexOf('{'))) as { totals: object }).totals).toMatchObject({ errors: 0, warnings: 0 });
  });
});
