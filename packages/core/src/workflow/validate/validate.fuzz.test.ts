import { body, createTestCatalog, edges, node, workflow } from '@agentflow/testkit';
import fc from 'fast-check';
import type { Json } from '../../json.js';
import { compileDefinition } from '../compile/compile.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import { validateDefinition } from './validate.js';

const nodes = createTestCatalog();
const references = {
  hasAgent: () => false,
  hasCredential: () => false,
  hasTool: () => false,
  hasModel: () => false,
  hasWorkflow: () => false,
};
const check = (value: Json) => validateDefinition(value, { nodes, references });

/** Values that look like parts of definitions, in places where they do not belong. */
const word = fc.constantFrom(
  'start',
  'end',
  'a',
  'b',
  'map',
  'switch',
  'human',
  'llm',
  'loop',
  'constructor',
  '__proto__',
  '',
  '{{ a.output }}',
  '{{',
  '1 +',
  'a.output',
  'input',
  'true',
  'out',
  'error',
  'default',
  '*',
  '61 * * * *',
);
const key = fc.constantFrom(
  'schemaVersion',
  'name',
  'inputs',
  'variables',
  'triggers',
  'nodes',
  'edges',
  'settings',
  'layout',
  'id',
  'type',
  'config',
  'body',
  'join',
  'when',
  'cases',
  'items',
  'source',
  'sourceHandle',
  'target',
  'retry',
  'compensation',
  'schema',
  'n',
  'cron',
  'timeZone',
  'mutex',
  'onError',
  'typeVersion',
  'toString',
);
const junk = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    word,
    fc.constantFrom<Json>(null, true, 0, 1, -1, 1.5, 1e300),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6 }) as fc.Arbitrary<Json>,
  ),
})).value;

describe('validation', () => {
  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.oneof(junk, fc.jsonValue({ maxDepth: 6 }) as fc.Arbitrary<Json>), (value) => void check(value)),
      { numRuns: 800 },
    );
  });

  it('never throws for a good definition in which anything was replaced by anything', () => {
    const good = workflow(
      [
        node('a', 'llm', { model: 'm', prompt: '{{ input.x }}' }),
        node('s', 'switch', { cases: [{ name: 'x', when: 'a.output.json.y' }] }, { join: { n: 1 } }),
        node(
          'm',
          'map',
          { items: 'input.l' },
          { body: body([node('h', 'human', { prompt: '?', schema: { type: 'object' } })], ['start -> h -> end']) },
        ),
        node('w', 'wait', { seconds: 1 }, { compensation: 'a' }),
      ],
      ['start -> a -> s:x -> m -> end', 's:default -> w -> end'],
      {
        triggers: [{ id: 't', type: 'schedule', config: { cron: '* * * * *' }, input: { x: '{{ trigger.at }}' } }],
        settings: { retry: {} },
        inputs: { type: 'object' },
        variables: { v: 1 },
      },
    ) as unknown as Json;
    const places = allPlaces(good);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = changes.reduce((value, [place, replacement]) => replace(value, place, replacement), good);
        const problems = check(changed);
        if (!problems.some((problem) => problem.severity === 'error')) compileDefinition(changed as unknown as WorkflowDefinition, nodes);
      }),
      { numRuns: 800 },
    );
  });

  it('passes only what compiles: random graphs, forwards and with edges that go back', () => {
    const seen = { passed: 0, refused: 0, unsound: 0 };
    const unsound = ['DEADLOCK', 'DEAD_NODE', 'JOIN_UNREACHABLE'];
    const kinds = { code: ['', ':error'], condition: [':true', ':false'], join: [''], start: [''] } as const;
    const type = fc.constantFrom<'code' | 'condition' | 'join'>('code', 'condition', 'join');
    const way = fc.record({ from: fc.nat(), handle: fc.nat(1), back: fc.boolean() });
    fc.assert(
      fc.property(fc.array(type, { minLength: 1, maxLength: 8 }), fc.array(way, { minLength: 24, maxLength: 24 }), (types, ways) => {
        const names = ['start', ...types.map((_, i) => `n${i + 1}`), 'end'];
        const handleOf = (source: number, pick: number): string => {
          const handles = kinds[source === 0 ? 'start' : (types[source - 1] as 'code')];
          return handles[pick % handles.length] as string;
        };
        const chains = ways.slice(0, names.length * 2).flatMap(({ from, handle, back }, i) => {
          const to = 1 + (i % (names.length - 1));
          const goesBack = back && i === 9;
          const source = goesBack ? Math.min(to, types.length) : from % to;
          return source > types.length ? [] : [`${names[source]}${handleOf(source, handle)} -> ${names[to]}`];
        });
        const made = types.map((each, i) =>
          node(`n${i + 1}`, each, each === 'code' ? { source: 'x' } : each === 'condition' ? { when: 'input.x' } : {}),
        );
        const definition = { ...workflow(made, []), edges: edges(...chains) };
        const problems = check(definition as unknown as Json);
        const errors = problems.filter((problem) => problem.severity === 'error').map((problem) => problem.code);
        if (errors.length > 0) {
          if (errors.includes('CYCLE')) seen.refused += 1;
          else {
            seen.unsound += 1;
            expect(errors.filter((code) => !unsound.includes(code))).toEqual([]);
          }
          return;
        }
        seen.passed += 1;
        for (const edge of compileDefinition(definition, nodes).root.edges) expect(edge.source).toBeLessThan(edge.target);
      }),
      { numRuns: 500 },
    );
    console.info(`random graphs: ${seen.passed} passed and compiled, ${seen.refused} refused for a cycle, ${seen.unsound} as unsound`);
    expect(seen.passed).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(50);
  });
});

function allPlaces(value: Json, place: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([step, member]) => allPlaces(member as Json, [...place, step]))];
}
function replace(value: Json, [step, ...rest]: readonly string[], replacement: Json): Json {
  if (step === undefined) return replacement;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, i) => (String(i) === step ? replace(item, rest, replacement) : item));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [step]: replace((value as { readonly [key: string]: Json })[step] ?? null, rest, replacement) };
}
