import { isAppError, type Json } from '@agentflow/core';
import { callTool } from '../call-tool.js';
import type { ToolContext } from '../node-context.js';
import { findTool } from './registry.js';

function createContext(): ToolContext & { readonly kept: Map<string, Uint8Array>; readonly calls: unknown[] } {
  const kept = new Map<string, Uint8Array>();
  const memory = new Map<string, Json>();
  const calls: unknown[] = [];
  return {
    kept,
    calls,
    org: 'acme' as never,
    executionId: 'e1',
    workflowId: 'w1',
    signal: new AbortController().signal,
    idempotencyKey: 'key',
    now: () => Date.UTC(2026, 10, 21, 23, 30, 5),
    http: (call) => (calls.push(call), Promise.resolve({ status: 200, headers: {}, body: 'page' })),
    files: {
      read: (path) => Promise.resolve(kept.get(path)!),
      write: (path, bytes) => Promise.resolve(void kept.set(path, bytes)),
      list: (folder) =>
        Promise.resolve([...kept].filter(([path]) => path.startsWith(folder)).map(([path, bytes]) => ({ path, size: bytes.length }))),
    },
    memory: {
      get: (key) => Promise.resolve(memory.get(key)),
      set: (key, value) => Promise.resolve(void memory.set(key, value)),
      list: (prefix, limit) =>
        Promise.resolve(
          [...memory.keys()]
            .filter((key) => key.startsWith(prefix))
            .sort()
            .slice(0, limit),
        ),
    },
    log: () => undefined,
  };
}
const call = async (name: string, args: unknown, context = createContext()): Promise<Json> =>
  callTool(findTool(name)!, args as Json, context);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

describe('the built-in tools', () => {
  it.each<Json>([null, 1, 'x', [1, { a: null }], { deep: { er: true } }])('echo answers %j', async (value) =>
    expect(await call('echo', value)).toEqual(value),
  );

  it('clock tells the time it is given, in a zone', async () => {
    expect(await call('clock', { timeZone: 'Asia/Tokyo' })).toEqual({
      now: '2026-11-21T23:30:05.000Z',
      epochMs: Date.UTC(2026, 10, 21, 23, 30, 5),
      timeZone: 'Asia/Tokyo',
      date: '2026-11-22',
      time: '08:30:05',
      weekday: 'Sunday',
    });
    expect(await call('clock', {})).toMatchObject({ date: '2026-11-21', time: '23:30:05', weekday: 'Saturday' });
    expect(await codeOf(call('clock', { timeZone: 'Mars/Olympus' }))).toBe('INVALID_INPUT');
  });

  it('csv_parse reads quotes, line breaks in cells, other delimiters and numbers', async () => {
    expect(await call('csv_parse', { text: '\ufeffname,qty\n"Nut, ""big""",3\n"two\nlines",04\n', numbers: true })).toEqual({
      columns: ['name', 'qty'],
      count: 2,
      rows: [
        { name: 'Nut, "big"', qty: 3 },
        { name: 'two\nlines', qty: '04' },
      ],
    });
    expect(await call('csv_parse', { text: 'a;b\n1;2', delimiter: ';', header: false })).toEqual({
      columns: [],
      count: 2,
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    });
    expect(await call('csv_parse', { text: '' })).toEqual({ columns: [], count: 0, rows: [] });
    expect(await codeOf(call('csv_parse', { text: 'a,b\n"open' }))).toBe('TOOL_FAILED');
    expect(await codeOf(call('csv_parse', { text: 'a,a\n1,2' }))).toBe('TOOL_FAILED');
    const proto = (await call('csv_parse', { text: '__proto__,x\n1,2' })) as { rows: object[] };
    expect(Object.getPrototypeOf(proto.rows[0])).toBe(Object.prototype);
  });

  it('files come back as they were written, as text or base64', async () => {
    const context = createContext();
    expect(await call('file_write', { path: 'a.txt', content: 'grüße' }, context)).toEqual({ path: 'a.txt', size: 7 });
    expect(await call('file_write', { path: 'b.bin', content: '/w==', encoding: 'base64' }, context)).toEqual({ path: 'b.bin', size: 1 });
    expect(await call('file_read', { path: 'a.txt' }, context)).toEqual({ path: 'a.txt', content: 'grüße', size: 7 });
    expect(await call('file_read', { path: 'b.bin', encoding: 'base64' }, context)).toMatchObject({ content: '/w==' });
    expect(await codeOf(call('file_read', { path: 'b.bin' }, context))).toBe('TOOL_FAILED');
    expect(await call('file_list', {}, context)).toEqual({
      files: [
        { path: 'a.txt', size: 7 },
        { path: 'b.bin', size: 1 },
      ],
    });
  });

  it('text_search ranks the passages of documents given, or of the files', async () => {
    const documents = [
      { id: 'refund', title: 'Refunds', text: 'A refund is paid within 30 days of the return.' },
      { id: 'shipping', text: 'Parcels are shipped on weekdays.' },
      {
        id: 'long',
        text:
          Array.from({ length: 50 }, (_, i) => `Paragraph ${i} about nothing in particular, only to be long.`).join('\n\n') +
          '\n\nThe warranty covers batteries.',
      },
    ];
    const found = (await call('text_search', { query: 'refund days', documents })) as { hits: { document: string }[]; searched: number };
    expect(found.searched).toBe(3);
    expect(found.hits[0]).toMatchObject({ document: 'refund', title: 'Refunds', passage: 0 });
    const deep = (await call('text_search', { query: 'warranty batteries', documents, limit: 1 })) as {
      hits: { document: string; passage: number; text: string }[];
    };
    expect(deep.hits).toHaveLength(1);
    expect(deep.hits[0]!.passage).toBeGreaterThan(0);
    expect(deep.hits[0]!.text).toContain('batteries');
    const context = createContext();
    await call('file_write', { path: 'docs/a.md', content: '# Opening hours\n\nWe open at nine.' }, context);
    await call('file_write', { path: 'docs/picture.png', content: 'open nine' }, context);
    expect(await call('text_search', { query: 'open nine', folder: 'docs' }, context)).toMatchObject({
      searched: 1,
      hits: [{ document: 'docs/a.md', title: 'Opening hours' }],
    });
    expect(await call('text_search', { query: 'nothing at all', folder: 'empty' }, context)).toEqual({ hits: [], searched: 0 });
  });

  it('memory keeps values by key', async () => {
    const context = createContext();
    expect(await call('memory_get', { key: 'a' }, context)).toEqual({ key: 'a', found: false, value: null });
    await call('memory_set', { key: 'a', value: { x: 1 } }, context);
    await call('memory_set', { key: 'b', value: null }, context);
    expect(await call('memory_get', { key: 'a' }, context)).toEqual({ key: 'a', found: true, value: { x: 1 } });
    expect(await call('memory_get', { key: 'b' }, context)).toEqual({ key: 'b', found: true, value: null });
    expect(await call('memory_list', {}, context)).toEqual({ keys: ['a', 'b'] });
    expect(await codeOf(call('memory_set', { key: 'c', value: 'x'.repeat(300_000) }, context))).toBe('VALUE_TOO_LARGE');
  });

  it('http_fetch reads, and does nothing else', async () => {
    const context = createContext();
    expect(await call('http_fetch', { url: 'https://example.org' }, context)).toMatchObject({ status: 200, body: 'page' });
    expect(context.calls).toEqual([{ method: 'GET', url: 'https://example.org' }]);
    expect(await codeOf(call('http_fetch', { url: 'https://example.org', method: 'POST' }, context))).toBe('INVALID_INPUT');
  });

  it.each<[string, Json]>([
    ['calculator', {}],
    ['calculator', { expression: 5 }],
    ['calculator', { expression: { toString: 'x' } }],
    ['file_read', { path: { href: 'file:///etc/passwd' } }],
    ['file_read', { path: ['a'] }],
    ['http_fetch', { url: { href: 'http://x' } }],
    ['memory_set', { key: '' }],
    ['text_search', { query: 'x', documents: [{ id: 'a', path: '/etc/passwd' }] }],
    ['csv_parse', 'a,b'],
  ])('%s refuses %j, naming what is wrong', async (name, args) => {
    const error: unknown = await call(name, args).catch((thrown: unknown) => thrown);
    expect(isAppError(error) && [error.code, error.problems.length > 0]).toEqual(['INVALID_INPUT', true]);
  });
});
