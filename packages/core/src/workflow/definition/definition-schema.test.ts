import { readFileSync, writeFileSync } from 'node:fs';
import { chain, createTestCatalog } from '@agentflow/testkit';
import { CONTROL_NODE_TYPES, isControlType, UNSUPPORTED_NODE_TYPES } from './control-node-types.js';
import { DEFINITION_SCHEMA } from './definition-schema.js';
import { createSchemaCheck, schemaProblems } from './schema-check.js';
import { valuesAt } from './config-paths.js';
import type { Json, JsonObject } from '../../json.js';

const published = new URL('../../../../../docs/schema/workflow.schema.json', import.meta.url);

describe('the schema of the format', () => {
  it('is published in docs/ as the code has it (UPDATE_SCHEMA=1 writes it)', () => {
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(published, `${JSON.stringify(DEFINITION_SCHEMA, undefined, 2)}\n`);
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(DEFINITION_SCHEMA);
  });

  it('accepts what the builders make', () => {
    const { $id: _, ...schema } = DEFINITION_SCHEMA;
    expect(createSchemaCheck(schema)(chain(3, 'code', { source: 'x' }) as unknown as Json)).toEqual([]);
  });
});

describe('the control node types', () => {
  it('are those of the format that the engine runs', () => {
    expect(CONTROL_NODE_TYPES.map((each) => each.type)).toEqual([
      'start',
      'end',
      'set',
      'condition',
      'switch',
      'parallel',
      'join',
      'map',
      'loop',
      'statemachine',
      'wait',
      'human',
      'signal',
      'subflow',
      'emit',
      'fail',
      'terminate',
    ]);
    expect(CONTROL_NODE_TYPES.every((each) => isControlType(each.type) && !UNSUPPORTED_NODE_TYPES.has(each.type))).toBe(true);
    expect(isControlType('llm')).toBe(false);
    expect(createTestCatalog().list()).toEqual(expect.arrayContaining([...CONTROL_NODE_TYPES]));
  });

  it.each(CONTROL_NODE_TYPES.map((each) => [each.type, each] as const))(
    '%s describes itself: schemas that compile, an example that fits, words for every field',
    (_type, descriptor) => {
      expect(schemaProblems(descriptor.configSchema as Json)).toEqual([]);
      expect(schemaProblems(descriptor.outputSchema as Json)).toEqual([]);
      expect(descriptor.title.length * descriptor.description.length * descriptor.icon.length).toBeGreaterThan(0);
      if (descriptor.example) expect(createSchemaCheck(descriptor.configSchema)(descriptor.example)).toEqual([]);
      const properties = ((descriptor.configSchema as JsonObject)['properties'] ?? {}) as { readonly [name: string]: JsonObject };
      for (const [name, property] of Object.entries(properties))
        expect({ name, title: property['title'], description: property['description'] }).toEqual({
          name,
          title: expect.any(String) as string,
          description: expect.any(String) as string,
        });
      for (const path of [...descriptor.literals, ...descriptor.expressions]) expect(Object.keys(properties)).toContain(path.split('/')[0]);
    },
  );
});

describe('paths into a config', () => {
  it('find what is there, with pointers', () => {
    const config = { a: { 'b/c': 1 }, list: [{ when: 'x' }, { when: 'y' }, 5], s: 'text' };
    expect(valuesAt(config, ['list/*/when', 'a/*', 'nope/x', 's/x', 's'])).toEqual([
      { pointer: '/list/0/when', value: 'x' },
      { pointer: '/list/1/when', value: 'y' },
      { pointer: '/a/b~1c', value: 1 },
      { pointer: '/s', value: 'text' },
    ]);
  });
});
