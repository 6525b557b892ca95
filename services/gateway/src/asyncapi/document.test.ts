import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PUBLIC_EVENT_SCHEMAS } from '@agentflow/core';
import { buildAsyncApi } from './document.js';

const file = fileURLToPath(new URL('../../../../docs/asyncapi.json', import.meta.url));
/** In a process of its own: the parser is of another module system than these tests. */
const PARSE = `
  const { Parser } = require('@asyncapi/parser');
  new Parser().parse(require('fs').readFileSync(process.argv[1], 'utf8')).then(({ document, diagnostics }) => {
    const bad = diagnostics.filter(({ severity }) => severity < 2).map(({ message, path }) => path.join('/') + ': ' + message);
    console.log(JSON.stringify({ bad, operations: document ? document.operations().all().length : 0, messages: document ? document.messages().all().length : 0 }));
  });
`;

describe('the events', () => {
  it('are the ones in docs/asyncapi.json: write it anew with node services/gateway/dist/openapi/write.js', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(buildAsyncApi(version))));
  });
  it('make a document that a parser of AsyncAPI 3.0 accepts', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', PARSE, file], {
      cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(JSON.parse(stdout)).toEqual({ bad: [], operations: 4, messages: PUBLIC_EVENT_SCHEMAS.length + 3 });
  }, 60_000);
});
