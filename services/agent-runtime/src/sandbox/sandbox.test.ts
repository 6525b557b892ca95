import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '@agentflow/adapters';
import { isAppError, orgId, type Json } from '@agentflow/core';
import { rejectsWith } from '@agentflow/testkit';
import { ESCAPES } from '../testing/escape-payloads.js';
import { createSandbox, type CodeRun, type Sandbox } from './create-sandbox.js';
import { KILL_AFTER_MS } from './sandbox-process.js';

const A = orgId('org-a');
const B = orgId('org-b');
/** What ends by itself has time, however busy the machine; what does not gets so long. */
const PATIENCE_MS = 15_000;
const LIMIT_MS = 600;
const clock = createSystemClock();

describe('the code sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = createSandbox({ clock, processes: 2, timeoutMs: PATIENCE_MS, memoryBytes: 32 * 1024 * 1024 });
    await sandbox.start();
  });
  afterAll(() => sandbox.stop());
  const run = (source: string, args: Json = null, more: Partial<CodeRun> = {}) =>
    sandbox.run({ org: A, source, args, signal: new AbortController().signal, deadline: null, onLog: () => undefined, ...more });

  const runBomb = (source: string, more: Partial<CodeRun> = {}) => run(source, null, { deadline: clock.now() + LIMIT_MS, ...more });

  it.each<[string, Json, Json]>([
    ['export default ({ a, b }) => a + b', { a: 1, b: 2 }, 3],
    ['export default async (list) => { let sum = 0; for await (const x of list) sum += x; return { sum }; }', [1, 2, 3], { sum: 6 }],
    ['const f = await Promise.resolve((x) => x); export default f;', 'top-level await', 'top-level await'],
    ['export default () => undefined', null, null],
    ['export default () => new Map([[1, 2]])', null, {}],
    ['export default (text) => text', 'ü😀\u2028"\\', 'ü😀\u2028"\\'],
    ['export default () => [NaN, new Date(0), undefined, () => 1]', null, [null, '1970-01-01T00:00:00.000Z', null, null]],
  ])('answers what %s returns', async (source, args, value) => {
    expect(await run(source, args)).toEqual(value);
  });

  it.each([
    ['export default () => { throw new TypeError("no such thing") }', 'TypeError: no such thing'],
    ['export default () => { throw "a text" }', 'a text'],
    ['export default async () => { throw { code: 7 } }', '{"code":7}'],
    ['export default () => { throw { toJSON() { throw 1 } } }', '[unprintable]'],
    ['not javascript at all', 'SyntaxError'],
    ['export const x = 1', 'no default export'],
    ['export default 5', 'no default export'],
    ['import fs from "node:fs"; export default () => fs', 'could not load module'],
    ['export default () => new Promise(() => {})', 'never settled'],
    ['export default () => 10n', 'TypeError'],
    ['const a = {}; a.a = a; export default () => a', 'circular'],
  ])('says what went wrong in %s', async (source, message) => {
    expect((await rejectsWith('CODE_FAILED', run(source))).message).toContain(message);
  });

  it('hands lines of the console on, and no more than are useful', async () => {
    const lines: string[] = [];
    await run(
      'export default () => { console.log("a", { b: 1 }, undefined); console.error(new Error("x").message); for (let i = 0; i < 1e4; i++) console.log(i); }',
      null,
      { onLog: (level, message) => lines.push(`${level} ${message}`) },
    );
    expect(lines.slice(0, 2)).toEqual(['info a {"b":1} undefined', 'error x']);
    expect(lines.length).toBeLessThanOrEqual(200);
  });

  const BOMBS: readonly (readonly [string, string])[] = [
    ['an endless loop', 'export default () => { for (;;); }'],
    ['an endless loop at the top', 'for (;;); export default () => 1'],
    ['a promise storm', 'export default () => { const f = () => Promise.resolve().then(f); return f(); }'],
    ['many promises', 'export default async () => { for (;;) await Promise.all(Array.from({ length: 1e3 }, async () => 1)); }'],
    ['a regular expression', 'export default () => /^(a+)+$/.test("a".repeat(60) + "b")'],
    ['deep recursion', 'export default () => { const f = () => f() + 1; return f(); }'],
    ['a huge text', 'export default () => "a".repeat(2 ** 30)'],
    ['a growing text', 'export default () => { let s = "a"; for (;;) s += s; }'],
    ['memory in arrays', 'export default () => { const a = []; for (;;) a.push(new Array(1e4).fill(1)); }'],
    ['memory in buffers', 'export default () => { const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1)); }'],
    ['a sparse giant', 'export default () => new Array(2 ** 32 - 1).fill(0)'],
    ['a long sort', 'export default () => { for (;;) Array.from({ length: 1e5 }, (_, i) => -i).sort(); }'],
    ['deep JSON', 'export default () => { let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return JSON.stringify(a); }'],
    ['a loop in toJSON', 'export default () => ({ toJSON() { for (;;); } })'],
    ['a loop in a getter of an error', 'export default () => { throw { get a() { for (;;); } } }'],
    ['a loop in a thenable', 'export default () => ({ then() { for (;;); } })'],
    ['a huge output', 'export default () => Array.from({ length: 3e6 }, () => "xxxxxxxxxx")'],
    ['a proxy that never ends', 'export default () => new Proxy({}, { ownKeys: () => { for (;;); } })'],
    [
      'replacing the intrinsics first',
      'Promise.prototype.then = () => { for (;;); }; JSON.stringify = () => { for (;;); }; export default async () => { await { then() { for (;;); } } }',
    ],
    ['big numbers', 'export default () => { let n = 3n; for (;;) n *= n; }'],
  ];
  it.each(BOMBS)(
    'stops %s and stays up',
    async (_what, source) => {
      const error = await runBomb(source).catch((thrown: unknown) => thrown);
      expect(isAppError(error) && error.code).toBe('CODE_LIMIT');
      expect(await run('export default () => "well"')).toBe('well');
    },
    60_000,
  );

  it('survives bombs one after the other without growing', async () => {
    const before = process.memoryUsage().rss;
    let stopped = 0;
    for (let round = 0; round < 2; round++) {
      const outcomes = await Promise.allSettled(BOMBS.slice(5, 13).map(([, source]) => runBomb(source, { org: round % 2 ? A : B })));
      stopped += outcomes.filter((outcome) => outcome.status === 'rejected').length;
    }
    const grown = (process.memoryUsage().rss - before) / 1e6;
    console.log(
      `bombs stopped: ${stopped} of 16; the parent grew by ${grown.toFixed(1)} MB; a guest is killed at its limit + ${KILL_AFTER_MS} ms`,
    );
    expect(stopped).toBe(16);
    expect(sandbox.stats().processes).toBeLessThanOrEqual(2);
  }, 120_000);

  it('lets nothing out: no host object, module, environment or file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agentflow-canary-'));
    const file = join(folder, 'canary.txt');
    await writeFile(file, 'CANARY-IN-A-FILE');
    process.env['AGENTFLOW_TEST_CANARY'] = 'CANARY-IN-THE-ENVIRONMENT';
    const escaped: string[] = [];
    let tried = 0;
    const lines: string[] = [];
    for (const payload of ESCAPES) {
      const probe = `(() => { try { const got = (${payload.replaceAll('CANARY_FILE', JSON.stringify(file))}); return [typeof got, got && (typeof got === 'object' || typeof got === 'function') ? ['env', 'mainModule', 'readFileSync', 'binding', 'createRequire', 'exec', 'pid'].filter((name) => name in got) : String(got).slice(0, 200)]; } catch (error) { return ['threw', String(error).slice(0, 200)]; } })()`;
      const entries = [
        `export default () => ${probe}`,
        `const seen = ${probe}; export default () => seen`,
        `export default async () => { await null; return ${probe}; }`,
      ];
      for (const source of entries) {
        tried++;
        const answer = await run(source, null, { onLog: (_level, message) => lines.push(message) }).catch((error: unknown) =>
          isAppError(error) ? ['refused', error.message] : ['broken', String(error)],
        );
        const [kind, names] = answer as [string, Json];
        if (kind === 'broken' || (Array.isArray(names) && names.length > 0) || JSON.stringify(answer).includes('CANARY-IN'))
          escaped.push(`${payload} -> ${JSON.stringify(answer)}`);
      }
    }
    delete process.env['AGENTFLOW_TEST_CANARY'];
    await rm(folder, { recursive: true });
    console.log(`escape payloads: ${ESCAPES.length}, tried at 3 entries: ${tried}, escaped: ${escaped.length}`);
    expect(escaped).toEqual([]);
    expect(lines.join()).not.toContain('CANARY-IN');
  }, 120_000);

  it('keeps nothing from one run to the next, and no process for two orgs', async () => {
    const taint =
      'globalThis.leak = "secret"; Object.prototype.leak = "secret"; Array.prototype.map = () => "secret"; JSON.parse = () => "secret"; export default () => 1';
    const look = 'export default (args) => [typeof leak, ({}).leak === undefined, [1].map((x) => x), JSON.parse("2"), args]';
    const owners = new Map<number, string>();
    for (let i = 0; i < 20; i++) {
      const org = i % 2 ? A : B;
      await run(taint, null, { org });
      expect(await run(look, i, { org: i % 4 < 2 ? A : B })).toEqual(['undefined', true, [1], 2, i]);
      for (const [pid, owner] of sandbox.stats().owners) {
        expect(owners.get(pid) ?? owner).toBe(owner);
        owners.set(pid, owner);
      }
    }
    console.log(`isolation: 40 runs of two orgs in ${owners.size} processes, each of one org`);
  }, 60_000);

  it('kills what runs when the attempt is cancelled', async () => {
    const controller = new AbortController();
    const ended = run('console.log("on"); for (;;); export default 1', null, {
      signal: controller.signal,
      onLog: () => controller.abort(new Error('enough')),
    });
    await expect(ended).rejects.toThrow('enough');
    expect(await run('export default () => 1')).toBe(1);
  });

  it('serves those who wait in turn when all processes are busy', async () => {
    const slow = 'export default (n) => { const end = Date.now() + 20; while (Date.now() < end); return n; }';
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => run(slow, i, { org: orgId(`org-${i % 4}`) })));
    expect(answers).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(sandbox.stats()).toMatchObject({ waiting: 0 });
  });
});
