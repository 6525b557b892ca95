import { body, node, workflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import type { WorkflowDefinition } from './definition.js';
import { definitionDigest } from '../compile/digest.js';
import { diffDefinitions } from './diff.js';

const inner = (id = 'b') =>
  node('m', 'map', { items: 'input.l' }, { body: body([node(id, 'code', { source: 'x' })], [`start -> ${id} -> end`]) });
const base = workflow([node('a', 'llm', { model: 'x', prompt: 'p' }, { retry: { maxAttempts: 3 } }), inner()], ['start -> a -> m -> end'], {
  name: 'one',
  inputs: { type: 'object', properties: { l: { type: 'array' } } },
  variables: { v: 1, w: { deep: [1, 2] } },
  settings: { onError: 'stop' },
  triggers: [{ id: 't', type: 'event', config: { topic: 'x' } }],
});
// Edits reach deep into what is read-only elsewhere.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Editable = { -readonly [K in keyof WorkflowDefinition]: any };
const diff = (change: (definition: Editable) => void): readonly string[] => {
  const after = structuredClone(base) as Editable;
  change(after);
  return diffDefinitions(base as unknown as Json, after as unknown as Json).map(
    ({ kind, what, subject, pointer, before, after: now }) =>
      `${kind} ${what} ${subject} ${pointer} ${JSON.stringify(before)} -> ${JSON.stringify(now)}`,
  );
};

describe('the difference of two definitions', () => {
  it('is nothing for equal ones, other orders and other layouts', () => {
    expect(diff(() => undefined)).toEqual([]);
    expect(
      diff((d) => {
        d.nodes.reverse();
        d.edges.reverse();
        d.layout = { nodes: { a: { x: 1, y: 1 } } };
        d.edges[0] = { ...d.edges[0], sourceHandle: 'out' };
      }),
    ).toEqual([]);
  });

  it('tells of a node each place that changed', () => {
    expect(
      diff((d) => {
        d.nodes[1].config = { prompt: 'q', model: 'x', temperature: 0 };
        d.nodes[1].retry.maxAttempts = 5;
        d.nodes[1].title = 'A/B';
      }),
    ).toEqual([
      'changed node a /config/prompt "p" -> "q"',
      'changed node a /config/temperature null -> 0',
      'changed node a /retry/maxAttempts 3 -> 5',
      'changed node a /title null -> "A/B"',
    ]);
    expect(
      diff((d) => {
        d.nodes[2].body.nodes[1].config.source = 'y';
      }),
    ).toEqual(['changed node m/b /config/source "x" -> "y"']);
  });

  it('tells what came and went, in bodies too', () => {
    expect(
      diff((d) => {
        d.nodes.splice(1, 1);
        d.edges = [
          { source: 'start', target: 'm' },
          { source: 'm', sourceHandle: 'error', target: 'end' },
        ];
      }),
    ).toEqual([
      'removed node a  {"id":"a","type":"llm","config":{"model":"x","prompt":"p"},"retry":{"maxAttempts":3}} -> null',
      'removed edge start:out->a  {"source":"start","target":"a"} -> null',
      'removed edge a:out->m  {"source":"a","target":"m"} -> null',
      'removed edge m:out->end  {"source":"m","target":"end"} -> null',
      'added edge start:out->m  null -> {"source":"start","target":"m"}',
      'added edge m:error->end  null -> {"source":"m","sourceHandle":"error","target":"end"}',
    ]);
    expect(
      diff((d) => {
        d.nodes[2] = inner('c');
      }),
    ).toEqual([
      'removed node m/b  {"id":"b","type":"code","config":{"source":"x"}} -> null',
      'added node m/c  null -> {"id":"c","type":"code","config":{"source":"x"}}',
      'removed edge m/start:out->b  {"source":"start","target":"b"} -> null',
      'removed edge m/b:out->end  {"source":"b","target":"end"} -> null',
      'added edge m/start:out->c  null -> {"source":"start","target":"c"}',
      'added edge m/c:out->end  null -> {"source":"c","target":"end"}',
    ]);
  });

  it('sees a node that moved into another body as the same, with what else changed', () => {
    const changes = diff((d) => {
      const [b] = d.nodes[2].body.nodes.splice(1, 1);
      b.config.source = 'z';
      d.nodes.push(b);
    });
    expect(changes.slice(0, 2)).toEqual(['moved node b  "m/b" -> "b"', 'changed node b /config/source "x" -> "z"']);
  });

  it('covers name, description, inputs, variables, settings and triggers', () => {
    expect(
      diff((d) => {
        d.name = 'two';
        d.description = 'new';
        d.inputs.properties.l.type = 'string';
        d.variables = { w: { deep: [1, 3] }, x: 5 };
        d.settings = { onError: 'continue', timeoutSeconds: 5 };
        d.triggers = [
          { id: 't', type: 'event', config: { topic: 'y' } },
          { id: 'u', type: 'webhook' },
        ];
      }),
    ).toEqual([
      'changed name name  "one" -> "two"',
      'changed setting description  null -> "new"',
      'changed input inputs /properties/l/type "array" -> "string"',
      'removed variable v  1 -> null',
      'changed variable w /deep/1 2 -> 3',
      'added variable x  null -> 5',
      'changed setting onError  "stop" -> "continue"',
      'added setting timeoutSeconds  null -> 5',
      'changed trigger t /config/topic "x" -> "y"',
      'added trigger u  null -> {"id":"u","type":"webhook"}',
    ]);
    expect(
      diff((d) => {
        d.variables.w.deep = [1, 2, 3];
        delete d.inputs;
      }),
    ).toEqual([
      'changed input inputs  {"type":"object","properties":{"l":{"type":"array"}}} -> null',
      'changed variable w /deep [1,2] -> [1,2,3]',
    ]);
  });

  it('takes drafts of any shape', () => {
    expect(diffDefinitions(null, [])).toEqual([]);
    expect(diffDefinitions({ nodes: [1, {}, { id: 'a', body: 5 }], edges: [{}, null] }, { nodes: 'x', variables: 1 })).toMatchObject([
      { kind: 'removed', subject: 'a' },
    ]);
  });
});

describe('the digest', () => {
  it('is the same for other layouts and orders of keys, and another for another meaning', () => {
    const { name, ...rest } = base;
    expect(definitionDigest({ ...rest, name })).toBe(definitionDigest(base));
    expect(definitionDigest({ ...base, layout: { nodes: {} } })).toBe(definitionDigest(base));
    expect(definitionDigest({ ...base, name: 'two' })).not.toBe(definitionDigest(base));
  });
});
