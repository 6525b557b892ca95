import { createSchemaCheck, schemaProblems, type JsonObject, type JsonSchema } from '@agentflow/core';
import { createNodeCatalog } from './catalog.js';
import { NODE_TYPES } from './registry.js';
import { TOOLS, toolViews } from './tools/registry.js';

const catalog = createNodeCatalog();

describe('the node types', () => {
  it('are sorted, each in one version once', () => {
    const names = NODE_TYPES.map(({ type, version }) => `${type}@${version}`);
    expect(names).toEqual([...new Set(names)].sort());
  });
  it.each(NODE_TYPES.map((type) => [type.type, type] as const))('%s says what forms and people need', (name, type) => {
    const descriptor = catalog.find(name)!;
    expect(descriptor.title).toMatch(/^[A-Z]/);
    expect(descriptor.description).toMatch(/^[A-Z].*\.$/);
    expect(descriptor.icon).toMatch(/Outlined$/);
    expect(schemaProblems(descriptor.configSchema as never)).toEqual([]);
    expect(schemaProblems(descriptor.outputSchema as never)).toEqual([]);
    for (const [field, schema] of Object.entries((descriptor.configSchema as { properties: { [name: string]: JsonObject } }).properties))
      expect([field, typeof schema['title']]).toEqual([field, 'string']);
    expect(createSchemaCheck(descriptor.configSchema)(type.example!)).toEqual([]);
  });
  it('stand beside the control types in the catalog', () => {
    const types = catalog.list().map(({ type }) => type);
    for (const type of ['start', 'end', 'map', 'human', 'agent', 'code', 'email', 'http', 'llm', 'tool']) expect(types).toContain(type);
    expect(catalog.find('http', 1)?.version).toBe(1);
    expect(catalog.find('http', 2)).toBeUndefined();
    expect(catalog.find('nothing')).toBeUndefined();
  });
  it.each<[string, JsonObject, string, boolean]>([
    ['http', {}, 'read', true],
    ['http', { method: 'get' }, 'read', true],
    ['http', { method: 'HEAD' }, 'read', true],
    ['http', { method: 'POST' }, 'at_least_once', true],
    ['http', { method: '{{ input.method }}' }, 'at_least_once', true],
    ['llm', {}, 'read', true],
    ['agent', {}, 'at_least_once', true],
    ['code', {}, 'none', false],
    ['email', {}, 'at_least_once', true],
    ['tool', { tool: 'echo' }, 'none', false],
    ['tool', { tool: 'clock' }, 'read', true],
    ['tool', { tool: 'file_write' }, 'idempotent', true],
    ['tool', { tool: 'unknown' }, 'at_least_once', true],
    ['set', {}, 'none', false],
  ])('%s with %j has effect %s, leaves the process: %s', (type, config, effect, egress) => {
    expect([catalog.effectOf(type, config), catalog.egressOf(type, config)]).toEqual([effect, egress]);
  });
  it('takes templates where the value is no text, and holds on to everything else', () => {
    const http = createSchemaCheck(catalog.find('http')!.configSchema);
    expect(
      http({
        url: '{{ input.url }}',
        method: '{{ input.method }}',
        headers: '{{ input.headers }}',
        query: { a: '{{ 1 }}' },
        acceptStatus: '{{ input.ok }}',
      }),
    ).toEqual([]);
    expect(http({ url: 'x', method: 'GET', acceptStatus: [404, '4xx'] })).toEqual([]);
    expect(http({ url: 'x', method: 'BREW' })).not.toEqual([]);
    expect(http({ method: 'GET' })).not.toEqual([]);
    expect(http({ url: 'x', unknown: 1 })).not.toEqual([]);
    const llm = createSchemaCheck(catalog.find('llm')!.configSchema);
    expect(llm({ model: 'm', prompt: { any: 'thing' }, temperature: '{{ 0.5 }}', schema: { type: 'object' } })).toEqual([]);
    expect(llm({ model: 'm', prompt: 'p', temperature: 'warm' })).not.toEqual([]);
    expect(llm({ model: 'm', prompt: 'p', temperature: 3 })).not.toEqual([]);
  });
});

describe('the tools', () => {
  it('are sorted by name, and each has one', () => {
    const names = TOOLS.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });
  it.each(toolViews().map((view) => [view.name, view] as const))('%s describes itself to people, forms and models', (_name, view) => {
    expect(view.title).toMatch(/^[A-Z]/);
    expect(view.description).toMatch(/^[A-Z].{20,}\.$/s);
    expect(['none', 'read', 'idempotent', 'at_least_once', 'at_most_once']).toContain(view.effect);
    expect(schemaProblems(view.parameters)).toEqual([]);
    expect(schemaProblems(view.output)).toEqual([]);
    if (view.name !== 'echo') expect((view.parameters as { additionalProperties?: JsonSchema }).additionalProperties).toBe(false);
  });
});
