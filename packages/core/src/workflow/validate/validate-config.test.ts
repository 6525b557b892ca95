import { createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import type { Problem } from './problem.js';
import { validateDefinition } from './validate.js';

const nodes = createTestCatalog();
/** Without the warnings about fields that have no effect in this version, which validate-not-enforced.test.ts has. */
const check = (definition: unknown): Problem[] =>
  validateDefinition(definition as Json, { nodes }).filter(({ code }) => code !== 'NOT_ENFORCED_YET');
/** Code, pointer and node of every problem, warnings marked. */
const brief = (problems: readonly Problem[]): readonly string[] =>
  problems.map(
    (each) =>
      `${each.severity === 'warning' ? '(' : ''}${each.code}${each.severity === 'warning' ? ')' : ''} ${each.pointer}${each.nodeId ? ` ${each.nodeId}` : ''}`,
  );
const minimal = workflow([], ['start -> end']);

describe('configs', () => {
  const config = (type: string, given: JsonObject): readonly string[] =>
    check(workflow([node('a', type, given)], ['start -> a -> end'])).map(
      (each) => `${each.pointer.replace('/nodes/1/config', '')} ${each.message}`,
    );

  it('fit the schema of their type', () => {
    expect(config('http', { method: 'FETCH', headers: [], extra: 1 })).toEqual([
      '/url "url" is missing',
      '/extra "extra" is not known here',
      '/method method: must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"',
      '/headers headers: must be object',
    ]);
    expect(config('wait', {})).toEqual([' one of "seconds", "until" is missing']);
    expect(config('wait', { seconds: 1, until: '2027-01-01T00:00:00Z' })).toEqual([' write only one of "seconds", "until"']);
    expect(config('wait', { seconds: -1 })).toEqual(['/seconds seconds: is none of what is allowed here']);
    expect(config('switch', { cases: [] })).toContain('/cases cases: must NOT have fewer than 1 items');
    expect(config('set', { values: 'x' })).toEqual(['/values values: must be object']);
  });

  it('may hold templates for whatever is no text, but a text among which there is one stays a text', () => {
    expect(
      config('http', {
        method: 'GET',
        url: '{{ input.u }}',
        headers: '{{ input.h }}',
        acceptStatus: ['{{ input.s }}'],
        query: { a: '{{ input.q }}' },
      }),
    ).toEqual([]);
    expect(config('llm', { model: 'm', prompt: 'x', temperature: '{{ input.t }}', maxTokens: 'about {{ input.t }}' })).toEqual([
      '/maxTokens maxTokens: must be integer',
    ]);
    expect(config('wait', { seconds: '{{ input.s }}' })).toEqual([]);
  });

  it('excuse a template inside a choice', () => {
    const catalog = createTestCatalog([
      {
        ...(nodes.find('code') as NonNullable<ReturnType<typeof nodes.find>>),
        type: 'odd',
        literals: [],
        configSchema: {
          type: 'object',
          properties: { v: { oneOf: [{ type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }, { type: 'boolean' }] } },
        },
      },
    ]);
    const problems = (v: Json): readonly string[] =>
      brief(validateDefinition(workflow([node('a', 'odd', { v })], ['start -> a -> end']) as unknown as Json, { nodes: catalog }));
    expect(problems({ n: '{{ input.n }}' })).toEqual([]);
    expect(problems({ n: 'x' })).toEqual(['INVALID_CONFIG /nodes/1/config/v a']);
    const open = createTestCatalog([
      { ...(nodes.find('code') as NonNullable<ReturnType<typeof nodes.find>>), type: 'odd', configSchema: true },
    ]);
    expect(validateDefinition(workflow([node('a', 'odd', { v: 1 })], ['start -> a -> end']) as unknown as Json, { nodes: open })).toEqual(
      [],
    );
  });

  it('say what is literal without templates', () => {
    expect(config('llm', { model: '{{ input.model }}', prompt: 'x' })).toEqual([
      '/model the name of a model is written as it is: templates are not possible here',
    ]);
    expect(config('http', { method: '{{ input.m }}', url: 'x' })).toEqual([
      '/method method: must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"',
    ]);
    expect(config('code', { source: 'const a = `{{`' })).toEqual([]);
  });

  it('hold schemas that can be used', () => {
    expect(config('human', { prompt: 'x', schema: { type: 'objekt' } })[0]).toContain('/schema the schema is not valid');
    expect(config('human', { prompt: 'x', schema: { $ref: 'http://x' } })[0]).toContain('/schema/$ref');
    expect(config('llm', { model: 'm', prompt: 'x', schema: { pattern: '(?=x)' } })[0]).toContain('/schema/pattern');
  });

  it('name cases once, and not like a handle that every node has', () => {
    expect(
      brief(
        check(
          workflow(
            [
              node('s', 'switch', {
                cases: [
                  { name: 'a', when: 'true' },
                  { name: 'a', when: 'true' },
                  { name: 'error', when: 'true' },
                ],
              }),
            ],
            ['start -> s:a -> end'],
          ),
        ),
      ),
    ).toEqual(['DUPLICATE_CASE /nodes/1/config/cases/1/name s', 'RESERVED_HANDLE /nodes/1/config/cases/2/name s']);
  });
});

describe('policies', () => {
  it('make sense together', () => {
    const of = (rest: JsonObject, type = 'code', config: JsonObject = { source: 'x' }): readonly string[] =>
      brief(check(workflow([node('a', type, config, rest)], ['start -> a -> end'])));
    expect(of({ onError: 'fallback' })).toEqual(['FALLBACK_MISSING /nodes/1/onError a']);
    expect(of({ onError: 'fallback', fallback: null })).toEqual([]);
    expect(of({ fallback: 1 })).toEqual(['(FALLBACK_UNUSED) /nodes/1/fallback a']);
    expect(of({ effect: 'at_most_once', retry: { maxAttempts: 3 } })).toEqual(['(RETRY_UNUSED) /nodes/1/retry a']);
    expect(of({ effect: 'none' }, 'http', { method: 'GET', url: 'x' })).toEqual(['(EFFECT_TOO_WEAK) /nodes/1/effect a']);
    expect(of({ compensation: 'ghost' })).toEqual(['UNKNOWN_COMPENSATION /nodes/1/compensation a']);
    expect(of({ compensation: 'a' })).toEqual(['INVALID_COMPENSATION /nodes/1/compensation a']);
    expect(of({ compensation: 'end' })).toEqual(['INVALID_COMPENSATION /nodes/1/compensation a']);
    expect(of({ compensation: 5 })).toEqual(['INVALID_SHAPE /nodes/1/compensation a']);
  });
});

describe('names of things outside', () => {
  const references = {
    hasAgent: () => false,
    hasCredential: (name: string) => name === 'known',
    hasTool: (name: string) => name === 'echo',
    hasModel: (name: string) => name.startsWith('scripted/'),
    hasWorkflow: () => false,
  };
  const of = (definition: WorkflowDefinition): readonly string[] =>
    brief(validateDefinition(definition as unknown as Json, { nodes, references }));

  it('exist', () => {
    expect(
      of(
        workflow(
          [
            node('a', 'http', { method: 'GET', url: 'x', credential: 'nope' }),
            node('b', 'llm', { model: 'gpt', prompt: 'x', tools: ['echo', 'rm'] }),
            node('c', 'tool', { tool: 'rm' }),
          ],
          ['start -> a -> b -> c -> end'],
        ),
      ),
    ).toEqual([
      'UNKNOWN_CREDENTIAL /nodes/1/config/credential a',
      'UNKNOWN_MODEL /nodes/2/config/model b',
      'UNKNOWN_TOOL /nodes/2/config/tools/1 b',
      'UNKNOWN_TOOL /nodes/3/config/tool c',
    ]);
    expect(
      of(
        workflow(
          [node('a', 'http', { method: 'GET', url: 'x', credential: 'known' }), node('b', 'llm', { model: 'scripted/echo', prompt: 'x' })],
          ['start -> a -> b -> end'],
        ),
      ),
    ).toEqual([]);
    expect(of({ ...minimal, triggers: [{ id: 't', type: 'webhook', config: { credential: 'nope' } }] })).toEqual([
      'UNKNOWN_CREDENTIAL /triggers/0/config/credential',
    ]);
  });
});
