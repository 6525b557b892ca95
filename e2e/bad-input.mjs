// Bad input against a running instance: node e2e/bad-input.mjs
// Every case must be answered with a list of problems or a status that says what is wrong: never a 500, never a crash, and /health answers after each group.
// Prints one line per case and `N passed, N failed`; exit 1 if one failed. Loopback only; every request and every process ends by time.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPlatform } from '../bench/platform.mjs';

const CLI = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));
const REQUEST_MS = 30_000;
const START_MS = 30_000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'agentflow-bad-input-'));
const dataDir = path.join(folder, 'data');
const platform = await startPlatform(dataDir);
const giveUp = setTimeout(() => {
  process.stdout.write('FAILED: five minutes are over\n');
  process.exitCode = 1;
  void platform.stop('SIGKILL').finally(() => process.exit());
}, 300_000);

// --- asking ---------------------------------------------------------------------------------------------------------------------------------------------------------
/** @returns {Promise<{ status: number, headers: object, text: string, json: any }>} `body`: text as it is, or a value sent as JSON */
function ask(method, route, { body, headers = {}, key = platform.headers.authorization } = {}) {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const all = {
      ...(key === null ? {} : { authorization: key }),
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...headers,
    };
    const call = http.request(`${platform.url}${route}`, { method, headers: all, agent: false, timeout: REQUEST_MS }, (res) => {
      let answer = '';
      res.setEncoding('utf8');
      res.on('data', (part) => (answer += part));
      res.on('end', () =>
        resolve({
          status: res.statusCode,
          headers: res.headers,
          text: answer,
          json: /json/.test(res.headers['content-type'] ?? '') ? JSON.parse(answer) : null,
        }),
      );
      res.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error(`no answer within ${REQUEST_MS} ms`)));
    call.on('error', reject);
    call.end(text);
  });
}
const api = (method, route, options) => ask(method, `/api/v1${route}`, options);
const yaml = (text) => ({ body: text, headers: { 'content-type': 'application/yaml' } });

// --- counting -------------------------------------------------------------------------------------------------------------------------------------------------------
let passed = 0;
let failed = 0;
async function check(name, run) {
  try {
    const seen = await run();
    passed++;
    process.stdout.write(`ok      ${name}${seen ? ` → ${seen}` : ''}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`FAILED  ${name}: ${String(error.message).split('\n').slice(0, 12).join(' ')}\n`);
  }
}
/** The answer is a problem document with this status and code; where given, one of its problems is as `problem` says. */
function refused(answer, status, code, problem) {
  assert.equal(answer.status, status, answer.text.slice(0, 300));
  assert.match(answer.headers['content-type'], /^application\/problem\+json/);
  for (const name of ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId', 'errors'])
    assert.ok(name in answer.json, `the problem document has no ${name}`);
  if (code) assert.equal(answer.json.code, code, answer.text.slice(0, 300));
  if (problem) hasProblem(answer.json.errors, problem);
  return `${status} ${answer.json.code}`;
}
const fits = (one, wanted) =>
  Object.entries(wanted).every(([name, value]) => (value instanceof RegExp ? value.test(String(one[name])) : one[name] === value));
function hasProblem(problems, wanted) {
  const found = problems.find((one) => fits(one, wanted));
  assert.ok(found, `none of ${JSON.stringify(problems).slice(0, 600)} is ${Object.entries(wanted).map(String)}`);
  assert.ok(found.message.length > 5 && typeof found.pointer === 'string');
  return found;
}
const healthy = (group) =>
  check(`${group}: the process still answers /health`, async () => assert.equal((await ask('GET', '/health', { key: null })).status, 200));

// --- definitions ----------------------------------------------------------------------------------------------------------------------------------------------------
const START = { id: 'start', type: 'start' };
const END = { id: 'end', type: 'end' };
const line = (...ids) => ids.slice(1).map((target, i) => ({ source: ids[i], target }));
const workflow = (nodes, edges, more = {}) => ({ schemaVersion: '1', name: 'bad', nodes, edges, ...more });
const setNode = (id, values = {}) => ({ id, type: 'set', config: { values } });

/** A draft may have problems: it is taken, with all of them, and refused when it is published. */
async function draftWithProblem(body, problem, options = { body: { definition: body } }) {
  const draft = await api('POST', '/workflows', options);
  assert.equal(draft.status, 201, draft.text.slice(0, 300));
  const found = hasProblem(draft.json.problems, { severity: 'error', ...problem });
  refused(await api('POST', `/workflows/${draft.json.id}/publish`, { body: {} }), 422, 'DEFINITION_INVALID', problem);
  return `${found.code} at ${found.pointer}${found.line ? ` (line ${found.line}, column ${found.column})` : ''}`;
}
const unread = async (options, status, problem, code) => refused(await api('POST', '/workflows', options), status, code, problem);

await check('broken YAML', () =>
  unread(yaml('schemaVersion: "1"\nname: a\nnodes:\n  - { id: start, type: start\n  - x\n'), 400, {
    code: 'MALFORMED_YAML',
    line: 5,
    column: 3,
  }),
);
await check('YAML that is a tab too far', () =>
  unread(yaml('name: a\n\tnodes: []\n'), 400, { code: 'MALFORMED_YAML', line: 2, column: /^[12]$/ }),
);
await check('a YAML key twice', () => unread(yaml('schemaVersion: "1"\nname: a\nname: b\n'), 400, { line: 3, column: 1 }));
await check('a custom tag', () =>
  unread(yaml('schemaVersion: "1"\nname: !!js/function "function () {}"\n'), 400, { line: 2, column: /^\d+$/ }),
);
await check('a local tag', () => unread(yaml('name: !secret x\n'), 400, { line: 1, column: /^\d+$/ }));
await check('two documents', () => unread(yaml('name: a\n---\nname: b\n'), 400, { line: /^[23]$/ }));
await check('an alias bomb', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`);
  return unread(yaml(`a0: &a0 x\n${levels.join('\n')}\nname: *a30\n`), 400, { line: /^\d+$/ });
});
await check('an alias to itself', () => unread(yaml('name: &a [*a]\n'), 400, { line: 1 }));
await check('10,000 lists in each other, YAML flow', () =>
  unread(yaml(`name: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`), 400, { code: /TOO_DEEP|MALFORMED_YAML/ }),
);
await check('10,000 lists in each other, YAML block', () =>
  unread(yaml(`name:\n  ${'- '.repeat(10_000)}x\n`), 400, { code: /TOO_DEEP|MALFORMED_YAML/ }),
);
await check('10,000 objects in each other, JSON', () =>
  unread({ body: `{"definition":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}` }, 400, { code: 'TOO_DEEP' }),
);
await check('10,000 lists in each other, JSON', () =>
  unread({ body: `{"definition":${'['.repeat(10_000)}${']'.repeat(10_000)}}` }, 400, { code: 'TOO_DEEP' }),
);
await check('a body of 10 MB, JSON', () =>
  unread({ body: `{"definition":{"name":"${'x'.repeat(10 * 1024 * 1024)}"}}` }, 413, undefined, 'PAYLOAD_TOO_LARGE'),
);
await check('a body of 10 MB, YAML', () => unread(yaml(`name: ${'x'.repeat(10 * 1024 * 1024)}\n`), 413, undefined, 'PAYLOAD_TOO_LARGE'));
await check('a JSON key twice', () =>
  unread({ body: '{"definition":{"name":"a",\n"name":"b"}}' }, 400, {
    code: 'DUPLICATE_KEY',
    pointer: '/definition/name',
    line: 2,
    column: 1,
  }),
);
for (const name of ['__proto__', 'constructor', 'prototype']) {
  await check(`the key ${name}, JSON`, () =>
    unread({ body: `{"definition":{"schemaVersion":"1","name":"a","nodes":[],"edges":[],"variables":{"${name}":{"x":1}}}}` }, 400, {
      code: 'UNSAFE_KEY',
      pointer: `/definition/variables/${name}`,
    }),
  );
  await check(`the key ${name}, YAML`, () =>
    unread(yaml(`schemaVersion: "1"\nname: a\nvariables:\n  ${name}: { x: 1 }\n`), 400, { code: 'UNSAFE_KEY', line: 4, column: 3 }),
  );
}
for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'input', 'in', '1a', 'a-b', 'x'.repeat(65), '']) {
  await check(`the node id ${JSON.stringify(id.slice(0, 20))}`, () =>
    draftWithProblem(workflow([START, setNode(id), END], line('start', id, 'end')), { pointer: '/nodes/1/id' }),
  );
}
await check('the name of a case that a prototype has', () =>
  draftWithProblem(
    workflow(
      [START, { id: 'a', type: 'switch', config: { cases: [{ name: 'constructor', when: 'true' }] } }, END],
      [
        ...line('start', 'a'),
        { source: 'a', sourceHandle: 'constructor', target: 'end' },
        { source: 'a', sourceHandle: 'toString', target: 'end' },
      ],
    ),
    { code: /HANDLE/ },
  ),
);
await check('the same id twice', () =>
  draftWithProblem(workflow([START, setNode('a'), setNode('a'), END], line('start', 'a', 'end')), { pointer: '/nodes/2/id' }),
);
await check('an unknown node type', () =>
  draftWithProblem(workflow([START, { id: 'a', type: 'htttp' }, END], line('start', 'a', 'end')), {
    code: 'UNKNOWN_NODE_TYPE',
    pointer: '/nodes/1/type',
    nodeId: 'a',
  }),
);
await check('a node type that a prototype has', () =>
  draftWithProblem(workflow([START, { id: 'a', type: 'constructor' }, END], line('start', 'a', 'end')), {
    code: 'UNKNOWN_NODE_TYPE',
    nodeId: 'a',
  }),
);
await check('an unknown reference', () =>
  draftWithProblem(workflow([START, setNode('a', { x: '{{ nope.output }}' }), END], line('start', 'a', 'end')), {
    code: 'UNKNOWN_REFERENCE',
    nodeId: 'a',
    pointer: '/nodes/1/config/values/x',
  }),
);
await check('a reference to a node that comes later', () =>
  draftWithProblem(workflow([START, setNode('a', { x: '{{ b.output }}' }), setNode('b'), END], line('start', 'a', 'b', 'end')), {
    nodeId: 'a',
    pointer: '/nodes/1/config/values/x',
  }),
);
await check('an unknown credential', () =>
  draftWithProblem(
    workflow(
      [START, { id: 'a', type: 'http', config: { method: 'GET', url: 'https://example.com', credential: 'nobody' } }, END],
      line('start', 'a', 'end'),
    ),
    { nodeId: 'a' },
  ),
);
await check('a bad expression', () =>
  draftWithProblem(
    workflow(
      [START, { id: 'a', type: 'condition', config: { when: '1 +' } }, END],
      [...line('start', 'a'), { source: 'a', sourceHandle: 'true', target: 'end' }],
    ),
    { nodeId: 'a', pointer: '/nodes/1/config/when' },
  ),
);
await check('a cycle', () =>
  draftWithProblem(workflow([START, setNode('a'), setNode('b'), END], [...line('start', 'a', 'b', 'end'), { source: 'b', target: 'a' }]), {
    code: 'CYCLE',
  }),
);
await check('a node that is its own successor', () =>
  draftWithProblem(workflow([START, setNode('a'), END], [...line('start', 'a', 'end'), { source: 'a', target: 'a' }]), { code: 'CYCLE' }),
);
await check('an unreachable node', () =>
  draftWithProblem(workflow([START, setNode('a'), setNode('b'), END], [...line('start', 'a', 'end'), ...line('b', 'end')]), {
    nodeId: 'b',
    code: /UNREACHABLE/,
  }),
);
await check('a dangling edge', () =>
  draftWithProblem(workflow([START, END], [...line('start', 'end'), { source: 'start', target: 'gone' }]), { pointer: /^\/edges\/1/ }),
);
await check('a dangling handle', () =>
  draftWithProblem(
    workflow([START, setNode('a'), END], [...line('start', 'a', 'end'), { source: 'a', sourceHandle: 'maybe', target: 'end' }]),
    { pointer: /^\/edges\/2/ },
  ),
);
await check('no start', () => draftWithProblem(workflow([END], []), { code: 'NO_START' }));
await check('two starts', () =>
  draftWithProblem(workflow([START, { id: 'again', type: 'start' }, END], [...line('start', 'end'), ...line('again', 'end')]), {
    pointer: /^\/nodes/,
  }),
);
await check('no schema version', () =>
  draftWithProblem({ name: 'bad', nodes: [START, END], edges: line('start', 'end') }, { pointer: /schemaVersion|^$/ }),
);
await check('a wrong schema version', () =>
  draftWithProblem({ ...workflow([START, END], line('start', 'end')), schemaVersion: '2' }, { pointer: '/schemaVersion' }),
);
await check('a schema version that is a number', () =>
  draftWithProblem({ ...workflow([START, END], line('start', 'end')), schemaVersion: 1 }, { pointer: '/schemaVersion' }),
);
await check('an unknown field', async () => {
  const { status, json } = await api('POST', '/workflows', {
    body: { definition: workflow([{ ...START, colour: 'red' }, END], line('start', 'end')) },
  });
  assert.equal(status, 201);
  return hasProblem(json.problems, { severity: 'warning', code: 'UNKNOWN_FIELD', pointer: '/nodes/0/colour' }).message;
});
await check('several things at once, YAML, each with its line', async () => {
  const text =
    'schemaVersion: "1"\nname: a\nnodes:\n  - { id: start, type: start }\n  - { id: x, type: htttp }\n  - { id: end, type: end, config: { output: "{{ nope.output }}" } }\nedges:\n  - { source: start, target: x }\n  - { source: x, target: end }\n';
  await draftWithProblem(null, { code: 'UNKNOWN_NODE_TYPE', line: 5 }, yaml(text));
  return draftWithProblem(null, { code: 'UNKNOWN_REFERENCE', line: 6 }, yaml(text));
});
for (const definition of [
  null,
  1,
  'text',
  [],
  {},
  { nodes: {} },
  { schemaVersion: '1', name: 'a', nodes: [null, 1, []], edges: [null, 'x'] },
  workflow([{ id: {}, type: [] }], [{ source: 1 }]),
]) {
  await check(`the definition ${JSON.stringify(definition).slice(0, 50)}`, async () => {
    const answer = await api('POST', '/workflows', { body: { definition } });
    if (answer.status !== 201) return refused(answer, answer.status === 400 ? 400 : 422);
    assert.ok(
      answer.json.problems.some((one) => one.severity === 'error'),
      answer.text,
    );
    return `${answer.json.problems.length} problems`;
  });
}
await check('5,001 nodes', () => {
  const ids = Array.from({ length: 5_001 }, (_, i) => `n${i}`);
  return draftWithProblem(
    workflow([START, ...ids.map((id) => ({ id, type: 'set', config: { values: {} } })), END], line('start', ...ids, 'end')),
    { pointer: /^\/nodes/ },
  );
});
await check('an expression of 5 KiB', () =>
  draftWithProblem(
    workflow(
      [START, { id: 'a', type: 'condition', config: { when: `"${'x'.repeat(5_000)}" == ""` } }, END],
      [...line('start', 'a'), { source: 'a', sourceHandle: 'true', target: 'end' }],
    ),
    { nodeId: 'a' },
  ),
);
await check('bodies of a map 17 deep', () => {
  const body = (depth) => ({
    nodes: [START, ...(depth > 0 ? [{ id: 'm', type: 'map', config: { items: '[1]' }, body: body(depth - 1) }] : []), END],
    edges: depth > 0 ? line('start', 'm', 'end') : line('start', 'end'),
  });
  return draftWithProblem({ schemaVersion: '1', name: 'bad', ...body(17) }, { code: /.+/ });
});
await healthy('definitions');

// --- the API --------------------------------------------------------------------------------------------------------------------------------------------------------
const good = workflow([START, setNode('a', { twice: '{{ input.n * 2 }}' }), END], line('start', 'a', 'end'), {
  name: 'good',
  inputs: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
});
const draft = (await api('POST', '/workflows', { body: { definition: good } })).json;
const slow = (
  await api('POST', '/workflows', {
    body: {
      definition: workflow(
        [
          START,
          {
            id: 'ask',
            type: 'human',
            config: { prompt: 'Well?', schema: { type: 'object', required: ['yes'], properties: { yes: { type: 'boolean' } } } },
          },
          END,
        ],
        line('start', 'ask', 'end'),
        { name: 'slow' },
      ),
    },
  })
).json;

await check('a start before anything is published', async () =>
  refused(await api('POST', `/workflows/${draft.id}/execute`, { body: { input: { n: 1 } } }), 409, 'NOT_PUBLISHED'),
);
await api('POST', `/workflows/${draft.id}/publish`, { body: {} });
await api('POST', `/workflows/${slow.id}/publish`, { body: {} });

await check('no key', async () => refused(await api('GET', '/workflows', { key: null }), 401, 'UNAUTHENTICATED'));
for (const key of [
  'Bearer nonsense',
  'Bearer ',
  'Basic YWRtaW46YWRtaW4=',
  `${platform.headers.authorization}x`,
  `Bearer ${'x'.repeat(7_000)}`,
  'Bearer af_\u00e9',
])
  await check(`the key ${JSON.stringify(key.slice(0, 20))}`, async () =>
    refused(await api('GET', '/workflows', { key }), 401, 'UNAUTHENTICATED'),
  );
await check('every path of the API without a key', async () => {
  const { paths } = (await ask('GET', '/openapi.json')).json;
  const open = [];
  for (const [route, methods] of Object.entries(paths).filter(([name]) => name.startsWith('/api/v1/')))
    for (const method of Object.keys(methods).filter((name) => ['get', 'post', 'put', 'delete'].includes(name))) {
      const { status } = await ask(method.toUpperCase(), route.replaceAll(/\{\w+\}/g, 'x'), { key: null });
      if (status !== 401) open.push(`${method} ${route} ${status}`);
    }
  assert.deepEqual(open, []);
  return `${Object.keys(paths).length} paths, all 401`;
});
await check('a login link that is not ours', async () =>
  refused(await ask('GET', '/login?token=default.nonsense', { key: null }), 401, 'UNAUTHENTICATED'),
);
for (const host of ['evil.example', 'evil.example:8420', '127.0.0.1.evil.example', '127.0.0.1:1'])
  await check(`the Host ${JSON.stringify(host)}`, async () =>
    refused(await ask('GET', '/health', { headers: { host }, key: null }), 403, 'FOREIGN_ORIGIN'),
  );
for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', platform.url.replace('http:', 'https:')])
  await check(`the Origin ${origin}`, async () =>
    refused(await api('POST', `/workflows/${draft.id}/execute`, { body: { input: { n: 1 } }, headers: { origin } }), 403, 'FOREIGN_ORIGIN'),
  );
await check('a WebSocket from a foreign Origin', async () => {
  const answer = await ask('GET', '/ws/v1/executions/x', {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      origin: 'https://evil.example',
    },
  });
  assert.equal(answer.status, 403);
  return '403';
});
await check('a session without the CSRF header', async () => {
  const login = await ask('POST', '/login', { body: { key: platform.headers.authorization.slice(7) }, key: null });
  assert.equal(login.status, 204);
  const cookie = login.headers['set-cookie'].map((one) => one.split(';')[0]).join('; ');
  assert.equal((await api('GET', '/session', { key: null, headers: { cookie } })).status, 200);
  return refused(
    await api('POST', `/workflows/${draft.id}/execute`, {
      body: { input: { n: 1 } },
      key: null,
      headers: { cookie, 'x-csrf-token': 'guess' },
    }),
    403,
    'FORBIDDEN',
  );
});

await check('a save without If-Match', async () =>
  refused(await api('PUT', `/workflows/${draft.id}`, { body: { definition: good } }), 428, 'PRECONDITION_REQUIRED'),
);
for (const etag of ['"999"', 'nonsense', 'W/"1"', '""'])
  await check(`a save with If-Match ${etag}`, async () =>
    refused(
      await api('PUT', `/workflows/${draft.id}`, { body: { definition: good }, headers: { 'if-match': etag } }),
      412,
      'VERSION_CONFLICT',
    ),
  );
await check('two saves of the same draft', async () => {
  const { etag } = (await api('GET', `/workflows/${draft.id}`)).json;
  const save = (comment) =>
    api('PUT', `/workflows/${draft.id}`, { body: { definition: { ...good, description: comment } }, headers: { 'if-match': etag } });
  const statuses = (await Promise.all([save('one'), save('two')])).map(({ status }) => status).sort();
  assert.deepEqual(statuses, [200, 412]);
  return statuses.join(' and ');
});

const start = (input, headers = {}) => api('POST', `/workflows/${draft.id}/execute`, { body: { input }, headers });
await check('an input that does not fit', async () => refused(await start({ n: 'x' }), 422, 'INVALID_INPUT', { pointer: /n$/ }));
await check('an Idempotency-Key again with the same body', async () => {
  const [first, second] = [await start({ n: 1 }, { 'idempotency-key': 'same' }), await start({ n: 1 }, { 'idempotency-key': 'same' })];
  assert.equal(first.json.id, second.json.id);
  assert.equal(first.headers.location, second.headers.location);
});
await check('an Idempotency-Key again with another body', async () =>
  refused(await start({ n: 2 }, { 'idempotency-key': 'same' }), 422, 'IDEMPOTENCY_MISMATCH'),
);
await check('eight repeats of one key at once', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => start({ n: 8 }, { 'idempotency-key': 'eight' })));
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(8).fill(202),
  );
  assert.equal(new Set(answers.map(({ json }) => json.id)).size, 1);
  return `one execution ${answers[0].json.id}`;
});
await check('eight repeats of one key at once, each waiting for the end', async () => {
  const ask = () =>
    api('POST', `/workflows/${draft.id}/execute?wait=60`, { body: { input: { n: 8 } }, headers: { 'idempotency-key': 'eight-waiting' } });
  const answers = await Promise.all(Array.from({ length: 8 }, ask)); // one that hangs ends by the time of the request
  assert.deepEqual(
    answers.map(({ status, json }) => `${status} ${json.id} ${json.status}`),
    Array(8).fill(`200 ${answers[0].json.id} completed`),
  );
});
await check('eight creations of a workflow under one key at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      api('POST', '/workflows', { body: { definition: good }, headers: { 'idempotency-key': 'create-eight' } }),
    ),
  );
  assert.equal(new Set(answers.map(({ json }) => json.id)).size, 1, answers.map(({ text }) => text.slice(0, 100)).join('\n'));
});
for (const key of ['', 'x'.repeat(2_000), 'a\u00e9'])
  await check(`the Idempotency-Key ${JSON.stringify(key.slice(0, 10))}`, async () => {
    const { status } = await start({ n: 1 }, { 'idempotency-key': key });
    assert.ok(status === 400 || status === 202, String(status));
    return String(status);
  });

for (const text of [
  '{',
  '{"input":}',
  '{"input":1}}',
  '[1,2',
  '"\\ud800',
  '{"a":1,}',
  'NaN',
  '\u0000',
  '{"input":{"n":01}}',
  '{"input": {"n": 1e999}}',
])
  await check(`the JSON ${JSON.stringify(text)}`, async () => {
    const answer = await api('POST', `/workflows/${draft.id}/execute`, { body: text });
    refused(answer, answer.status === 422 ? 422 : 400);
    if (answer.json.code === 'MALFORMED_JSON') hasProblem(answer.json.errors, { line: 1, column: /^\d+$/ });
    return `${answer.status} ${answer.json.code}: ${answer.json.errors[0]?.message ?? answer.json.detail}`;
  });
for (const name of ['__proto__', 'constructor'])
  await check(`an input with the key ${name}`, async () =>
    refused(await api('POST', `/workflows/${draft.id}/execute`, { body: `{"input":{"n":1,"${name}":{"x":1}}}` }), 400, undefined, {
      code: 'UNSAFE_KEY',
    }),
  );
await check('a body that is no object', async () => refused(await api('POST', `/workflows/${draft.id}/execute`, { body: '[]' }), 422));
await check('an unknown field of a start', async () =>
  refused(await api('POST', `/workflows/${draft.id}/execute`, { body: { input: { n: 1 }, colour: 'red' } }), 422),
);
await check('an input of 17 MB', async () => refused(await start({ n: 1, text: 'x'.repeat(17 * 1024 * 1024) }), 413, 'PAYLOAD_TOO_LARGE'));
await check('an input 10,000 deep', async () =>
  refused(await api('POST', `/workflows/${draft.id}/execute`, { body: `{"input":${'['.repeat(10_000)}${']'.repeat(10_000)}}` }), 400),
);
for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', ''])
  await check(`the content type ${JSON.stringify(type)}`, async () =>
    refused(await api('POST', `/workflows/${draft.id}/execute`, { body: '{"input":{"n":1}}', headers: { 'content-type': type } }), 415),
  );
await check('another method', async () => refused(await api('PATCH', `/workflows/${draft.id}`, { body: {} }), 405, 'METHOD_NOT_ALLOWED'));
for (const wait of ['-1', '61', 'x', ''])
  await check(`wait=${wait}`, async () =>
    refused(await api('POST', `/workflows/${draft.id}/execute?wait=${wait}`, { body: { input: { n: 1 } } }), 400),
  );
for (const revision of [0, -1, 99, 'x', 1.5, null])
  await check(`the revision ${revision} of a start`, async () => {
    const answer = await api('POST', `/workflows/${draft.id}/execute`, { body: { input: { n: 1 }, revision } });
    return refused(answer, revision === 99 ? 404 : 422);
  });

const ghosts = [
  'nothing',
  '01M7Z7M6DJ4AXJXSZHMK0ZAD1M',
  '__proto__',
  'constructor',
  '..%2F..%2Fetc%2Fpasswd',
  'x'.repeat(300),
  '%00',
  '%F0%9F%92%A9',
  "'%20OR%201=1--",
];
for (const id of ghosts)
  await check(`the id ${id.slice(0, 30)} everywhere`, async () => {
    const gets = [
      '/workflows/$',
      '/workflows/$/revisions',
      '/workflows/$/diff?from=1&to=2',
      '/executions/$',
      '/executions/$/nodes',
      '/executions/$/nodes/a',
      '/executions/$/history',
      '/executions/$/events',
      '/executions/$/values/sha256:00',
      '/agents/$',
      '/credentials/$',
      '/triggers/$',
    ];
    const posts = [
      '/workflows/$/execute',
      '/workflows/$/publish',
      '/workflows/$/rollback',
      '/executions/$/stop',
      '/executions/$/pause',
      '/executions/$/resume',
      '/executions/$/inputs/a',
      '/executions/$/uncertain/a',
    ];
    const bodies = { rollback: { revision: 1 }, execute: { input: {} }, a: { value: 1, resolution: 'done' } };
    const seen = new Set();
    for (const [method, route] of [...gets.map((one) => ['GET', one]), ...posts.map((one) => ['POST', one])]) {
      const last = route.split('/').at(-1);
      const body =
        method === 'GET'
          ? undefined
          : last === 'a'
            ? route.includes('inputs')
              ? { value: 1 }
              : { resolution: 'done' }
            : (bodies[last] ?? {});
      const answer = await api(method, route.replace('$', id), { body });
      assert.ok([400, 404].includes(answer.status), `${method} ${route}: ${answer.status} ${answer.text.slice(0, 200)}`);
      seen.add(answer.json.code);
    }
    return [...seen].join(', ');
  });
await check('an unknown hook', async () => refused(await ask('POST', '/hooks/nothing', { body: {}, key: null }), 404));
await check('an unknown path', async () => refused(await api('GET', '/nothing/here'), 404, 'NOT_FOUND'));
await check('a path that cannot be decoded', async () => refused(await api('GET', '/workflows/%E0%A4%A'), 400));

for (const query of [
  'page_size=0',
  'page_size=201',
  'page_size=-1',
  'page_size=x',
  'page_size=1e2',
  'page_size=',
  'cursor=garbage',
  'cursor=',
  'page_size=1&page_size=2',
  'colour=red',
])
  for (const list of ['/workflows', '/executions'])
    await check(`${list}?${query}`, async () => refused(await api('GET', `${list}?${query}`), 400));
for (const query of ['page=0', 'page=-1', 'page=x', 'page=99999999999999999999', 'page_size=201'])
  await check(`/agents?${query}`, async () => refused(await api('GET', `/agents?${query}`), 400));
for (const query of ['status=nothing', 'from=yesterday', 'to=2026-99-99T00:00:00Z', 'workflow='])
  await check(`/executions?${query}`, async () => refused(await api('GET', `/executions?${query}`), 400));

await check('steering an execution that has ended', async () => {
  const { id } = (await api('POST', `/workflows/${draft.id}/execute?wait=20`, { body: { input: { n: 3 } } })).json;
  for (const what of ['stop', 'pause', 'resume'])
    refused(await api('POST', `/executions/${id}/${what}`, { body: {} }), 409, 'EXECUTION_ENDED');
  refused(await api('POST', `/executions/${id}/uncertain/a`, { body: { resolution: 'done' } }), 409);
  refused(await api('GET', `/executions/${id}/nodes/nothing`), 404, 'NODE_NOT_FOUND');
  refused(await api('GET', `/executions/${id}/nodes/__proto__`), 404);
  return refused(await api('GET', `/executions/${id}/values/sha256:${'0'.repeat(64)}`), 404);
});
await check('answers that do not fit, a second answer, an answer to nobody', async () => {
  const { id } = (await api('POST', `/workflows/${slow.id}/execute`, { body: { input: {} } })).json;
  for (let i = 0; i < 100 && (await api('GET', `/executions/${id}`)).json.waiting.length === 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  refused(await api('POST', `/executions/${id}/inputs/ask`, { body: { value: { yes: 'perhaps' } } }), 422, 'INVALID_INPUT', {
    pointer: /yes/,
  });
  refused(await api('POST', `/executions/${id}/inputs/ask`, { body: {} }), 422);
  refused(await api('POST', `/executions/${id}/inputs/nobody`, { body: { value: {} } }), 404);
  refused(await api('POST', `/executions/${id}/uncertain/ask`, { body: { resolution: 'done' } }), 409, 'NOT_UNCERTAIN');
  refused(await api('POST', `/executions/${id}/uncertain/ask`, { body: { resolution: 'perhaps' } }), 422);
  refused(await api('DELETE', `/workflows/${slow.id}`), 409);
  const both = await Promise.all([1, 2].map(() => api('POST', `/executions/${id}/inputs/ask`, { body: { value: { yes: true } } })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
});
await healthy('the API');

// --- starting -------------------------------------------------------------------------------------------------------------------------------------------------------
/** Starts a second process that must end by itself, with exit 1 and one sentence. */
function mustNotStart(env, sentence) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, 'dev'], {
      env: { ...process.env, AGENTFLOW_PORT: '0', AGENTFLOW_SEED: 'off', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: START_MS,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.on('data', (part) => (said += part));
    child.stdout.resume();
    child.once('close', (code, signal) => {
      const last = said.trim().split('\n').at(-1);
      if (code !== 1 || !sentence.test(last) || /\n\s+at /.test(said)) reject(new Error(`exit ${code ?? signal}: ${said.slice(0, 500)}`));
      else resolve(last);
    });
  });
}
await check('the port is taken', () =>
  mustNotStart({ AGENTFLOW_DATA: path.join(folder, 'other'), AGENTFLOW_PORT: new URL(platform.url).port }, /port \d+ is taken/),
);
await check('a second instance on the same folder', () =>
  mustNotStart({ AGENTFLOW_DATA: dataDir }, /another AgentFlow is running on the data folder/),
);
fs.writeFileSync(path.join(folder, 'file'), 'not a folder');
await check('a data folder that is a file', () =>
  mustNotStart({ AGENTFLOW_DATA: path.join(folder, 'file') }, /data folder .* cannot be written/),
);
await check('a data folder inside a file', () =>
  mustNotStart({ AGENTFLOW_DATA: path.join(folder, 'file', 'data') }, /data folder .* cannot be written/),
);
if (fs.existsSync('/proc/self'))
  await check('a data folder that cannot be made', () =>
    mustNotStart({ AGENTFLOW_DATA: '/proc/agentflow' }, /data folder .* cannot be written/),
  );
if (process.getuid?.() !== 0) {
  const locked = path.join(folder, 'locked');
  fs.mkdirSync(locked, { mode: 0o500 });
  await check('a data folder without the right to write', () =>
    mustNotStart({ AGENTFLOW_DATA: locked }, /data folder .* cannot be written/),
  );
}
const newer = path.join(folder, 'newer');
fs.mkdirSync(newer);
fs.writeFileSync(path.join(newer, 'format'), '999\n');
await check('a data folder of a newer version', () => mustNotStart({ AGENTFLOW_DATA: newer }, /format|newer/));
await check('settings that are wrong, all of them named', () =>
  mustNotStart(
    { AGENTFLOW_DATA: path.join(folder, 'other'), AGENTFLOW_PORT: 'abc', AGENTFLOW_DURABILITY: 'never' },
    /AGENTFLOW_PORT.*AGENTFLOW_DURABILITY/,
  ),
);
await check('a master key that is none', () =>
  mustNotStart({ AGENTFLOW_DATA: path.join(folder, 'other'), AGENTFLOW_MASTER_KEY: 'short' }, /AGENTFLOW_MASTER_KEY/),
);
await healthy('starting');

clearTimeout(giveUp);
await platform.stop();
fs.rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
