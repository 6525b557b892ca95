import { CONTROL_NODE_TYPES, type EffectClass, type JsonObject, type NodeCatalog, type NodeTypeDescriptor } from '@agentflow/core';

interface WorkType {
  readonly descriptor: NodeTypeDescriptor;
  effect(config: JsonObject): EffectClass;
  egress(config: JsonObject): boolean;
}
const work = (
  type: string,
  category: NodeTypeDescriptor['category'],
  configSchema: JsonObject,
  more: Partial<Pick<NodeTypeDescriptor, 'literals' | 'expressions' | 'egress' | 'defaultEffect'>>,
  effect?: (config: JsonObject) => EffectClass,
): WorkType => {
  const descriptor: NodeTypeDescriptor = {
    type,
    version: 1,
    title: type,
    description: `A ${type} node for tests`,
    category,
    icon: 'ToolOutlined',
    configSchema,
    outputSchema: {},
    handles: ['out'],
    literals: [],
    expressions: [],
    hasBody: false,
    egress: true,
    defaultEffect: 'at_least_once',
    ...more,
  };
  return { descriptor, effect: effect ?? (() => descriptor.defaultEffect), egress: () => descriptor.egress };
};
const object = (properties: JsonObject, required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  required: [...required],
  additionalProperties: false,
});
const text = { type: 'string' };

/** Work types cut down to what tests of core and engine need; the real ones live in `@agentflow/nodes`. */
const WORK_TYPES: readonly WorkType[] = [
  work('tool', 'tool', object({ tool: text, arguments: { type: 'object' } }, ['tool']), { literals: ['tool'], egress: false }, (config) =>
    config['tool'] === 'echo' ? 'none' : 'at_least_once',
  ),
  work(
    'http',
    'tool',
    object(
      {
        method: { type: 'string', enum: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] },
        url: text,
        headers: { type: 'object', additionalProperties: text },
        query: { type: 'object' },
        body: {},
        acceptStatus: { type: 'array', items: { type: 'integer' } },
        credential: text,
      },
      ['method', 'url'],
    ),
    { literals: ['method', 'credential'] },
    (config) => (config['method'] === 'GET' || config['method'] === 'HEAD' ? 'read' : 'at_least_once'),
  ),
  work(
    'llm',
    'model',
    object(
      {
        model: text,
        prompt: text,
        messages: { type: 'array' },
        schema: {},
        tools: { type: 'array', items: text },
        temperature: { type: 'number' },
        maxTokens: { type: 'integer' },
      },
      ['model'],
    ),
    { literals: ['model', 'schema', 'tools'], defaultEffect: 'read' },
  ),
  work('code', 'tool', object({ source: text, arguments: { type: 'object' } }, ['source']), {
    literals: ['source'],
    egress: false,
    defaultEffect: 'none',
  }),
];

/** The control types and four work types: `tool` (only `echo` is pure), `http`, `llm`, `code`. `extra` adds or replaces types. */
export function createTestCatalog(extra: readonly NodeTypeDescriptor[] = []): NodeCatalog {
  const works = new Map(WORK_TYPES.map((entry) => [entry.descriptor.type, entry]));
  const types = new Map<string, NodeTypeDescriptor>(
    [...CONTROL_NODE_TYPES, ...WORK_TYPES.map((entry) => entry.descriptor), ...extra].map((descriptor) => [descriptor.type, descriptor]),
  );
  return {
    list: () => [...types.values()],
    find(type, version) {
      const descriptor = types.get(type);
      return descriptor && (version === undefined || version === descriptor.version) ? descriptor : undefined;
    },
    effectOf: (type, config) => works.get(type)?.effect(config) ?? types.get(type)?.defaultEffect ?? 'at_least_once',
    egressOf: (type, config) => works.get(type)?.egress(config) ?? types.get(type)?.egress ?? true,
  };
}
