import type { BodyDefinition, EdgeDefinition, JoinDefinition, JsonObject, NodeDefinition, WorkflowDefinition } from '@agentflow/core';
import type { Random } from './random-workflow.js';

/** Where paths meet in a generated body: the join, and what leads to it. */
export interface MeetingPoint {
  readonly kind: 'together' | 'exclusive' | 'some';
  readonly join: string;
  /** Nodes before the join, one for each path, with the handle that leads to it. */
  readonly exits: readonly { readonly id: string; readonly handle: string }[];
  readonly body: BodyBuilder;
}
/** Conditions and cases read `input.<node>` and `input.<node>_<case>`: whoever drives the execution decides each of them. */
export interface StructuredWorkflow {
  readonly definition: WorkflowDefinition;
  readonly meetings: readonly MeetingPoint[];
  readonly bodies: readonly BodyBuilder[];
}

/** A body under construction; nodes and edges may be changed until it is used. */
export class BodyBuilder {
  readonly nodes: NodeDefinition[] = [];
  readonly edges: EdgeDefinition[] = [];
  add(node: NodeDefinition): string {
    this.nodes.push(node);
    return node.id;
  }
  link(source: string, target: string, sourceHandle = 'out'): void {
    this.edges.push({ source, sourceHandle, target });
  }
  change(id: string, changes: Partial<NodeDefinition>): void {
    const at = this.nodes.findIndex((node) => node.id === id);
    this.nodes[at] = { ...(this.nodes[at] as NodeDefinition), ...changes };
  }
  build(): BodyDefinition {
    return { nodes: this.nodes, edges: this.edges };
  }
}
interface Block {
  readonly entry: string;
  readonly exit: string;
}

/** A random workflow of nested blocks, and of edges across parallel branches: sound by construction, whatever the choices. */
export function structuredWorkflow(random: Random): StructuredWorkflow {
  const meetings: MeetingPoint[] = [];
  const bodies: BodyBuilder[] = [];
  let count = 0;
  const name = (what: string): string => `${what}${++count}`;
  const pick = <T>(choices: readonly T[]): T => choices[random(choices.length)] as T;
  const root = buildBody(3);
  // `nodes` and `edges` are the builders' own lists: a change to them changes the definition.
  return { definition: { schemaVersion: '1', name: 'structured', nodes: root.nodes, edges: root.edges }, meetings, bodies };

  function buildBody(depth: number): BodyBuilder {
    const body = new BodyBuilder();
    bodies.push(body);
    body.add({ id: 'start', type: 'start' });
    const { entry, exit } = sequence(body, depth);
    body.add({ id: 'end', type: 'end' });
    body.link('start', entry);
    body.link(exit, 'end');
    return body;
  }
  function sequence(body: BodyBuilder, depth: number): Block & { readonly last: string } {
    const blocks = Array.from({ length: 1 + random(3) }, () => block(body, depth));
    for (const [i, each] of blocks.entries()) if (i > 0) body.link((blocks[i - 1] as Block).exit, each.entry);
    return { entry: (blocks[0] as Block).entry, exit: (blocks.at(-1) as Block).exit, last: (blocks.at(-1) as Block).entry };
  }
  function block(body: BodyBuilder, depth: number): Block {
    if (depth === 0) return work(body);
    switch (random(9)) {
      case 0:
      case 1:
      case 2:
        return fork(body, depth);
      case 3:
        return condition(body, depth);
      case 4:
        return cases(body, depth);
      case 5:
        return pick([answer, recovery])(body, depth);
      case 6:
        return guard(body);
      case 7:
        return depth > 1 && random(3) === 0 ? mapping(body, depth) : work(body);
      default:
        return work(body);
    }
  }
  function work(body: BodyBuilder): Block {
    const id = random(4) === 0 ? body.add({ id: name('set'), type: 'set', config: { values: { x: 1 } } }) : task(body);
    return { entry: id, exit: id };
  }
  function task(body: BodyBuilder, more: Partial<NodeDefinition> = {}): string {
    return body.add({ id: name('task'), type: 'tool', config: { tool: 'echo', arguments: {} }, ...more });
  }
  function meet(body: BodyBuilder, kind: MeetingPoint['kind'], exits: MeetingPoint['exits'], join: JoinDefinition): string {
    const config: Pick<NodeDefinition, 'type' | 'config'> =
      random(2) === 0 ? { type: 'join', config: {} } : { type: 'tool', config: { tool: 'echo', arguments: {} } };
    const id = body.add({ id: name('meet'), ...config, join });
    for (const exit of exits) body.link(exit.id, id, exit.handle);
    meetings.push({ kind, join: id, exits, body });
    return id;
  }
  function fork(body: BodyBuilder, depth: number): Block {
    const entry = random(2) === 0 ? body.add({ id: name('fork'), type: 'parallel', config: {} }) : task(body);
    const branches = Array.from({ length: 2 + random(2) }, () => sequence(body, depth - 1));
    for (const branch of branches) body.link(entry, branch.entry);
    // Across branches: both are taken whenever the fork is.
    const [first, second] = branches as [Block & { last: string }, Block & { last: string }];
    if (random(3) === 0 && second.last !== second.entry && isPlain(body, first.entry)) body.link(first.entry, second.last);
    const k = branches.length;
    const join = pick<JoinDefinition>([
      'all',
      'all',
      'all',
      'first',
      { n: k },
      { n: k - 1, cancel: true },
      { n: 1, cancel: false },
      { when: 'live == total' },
      { when: 'live + dead == total' },
    ]);
    const exit = meet(
      body,
      'together',
      branches.map((branch) => ({ id: branch.exit, handle: 'out' })),
      join,
    );
    return { entry, exit };
  }
  /** A node that goes on by `out` whatever happens. */
  function isPlain(body: BodyBuilder, id: string): boolean {
    const type = body.nodes.find((each) => each.id === id)?.type;
    const recovers = body.edges.some((edge) => edge.source === id && edge.sourceHandle === 'error');
    return !recovers && (type === 'tool' || type === 'set' || type === 'parallel');
  }
  function condition(body: BodyBuilder, depth: number): Block {
    const entry = name('if');
    body.add({ id: entry, type: 'condition', config: { when: `input.${entry}` } });
    return { entry, exit: meet(body, 'exclusive', ways(body, depth, entry, ['true', 'false']), exclusiveJoin()) };
  }
  function cases(body: BodyBuilder, depth: number): Block {
    const entry = name('switch');
    const names = ['a', 'b', 'c'].slice(0, 2 + random(2));
    const all = random(2) === 0;
    const config: JsonObject = {
      mode: all ? 'all' : 'first',
      cases: names.map((each) => ({ name: each, when: `input.${entry}_${each}` })),
    };
    body.add({ id: entry, type: 'switch', config });
    const join = all ? pick<JoinDefinition>(['all', 'first', { when: 'live + dead == total' }]) : exclusiveJoin();
    return { entry, exit: meet(body, all ? 'some' : 'exclusive', ways(body, depth, entry, [...names, 'default']), join) };
  }
  function answer(body: BodyBuilder, depth: number): Block {
    const entry = body.add({ id: name('ask'), type: 'human', config: { prompt: '?', schema: {}, timeoutSeconds: 60 } });
    return { entry, exit: meet(body, 'exclusive', ways(body, depth, entry, ['out', 'timeout']), exclusiveJoin()) };
  }
  function recovery(body: BodyBuilder, depth: number): Block {
    const entry = task(body);
    return { entry, exit: meet(body, 'exclusive', ways(body, depth, entry, ['out', 'error']), exclusiveJoin()) };
  }
  function exclusiveJoin(): JoinDefinition {
    return pick<JoinDefinition>(['all', 'any', 'first', { n: 1 }, { when: 'live == 1' }]);
  }
  function ways(body: BodyBuilder, depth: number, entry: string, handles: readonly string[]): MeetingPoint['exits'] {
    return handles.map((handle) => {
      if (random(3) === 0) return { id: entry, handle };
      const way = sequence(body, depth - 1);
      body.link(entry, way.entry, handle);
      return { id: way.exit, handle: 'out' };
    });
  }
  function guard(body: BodyBuilder): Block {
    const entry = name('guard');
    body.add({ id: entry, type: 'condition', config: { when: `input.${entry}` } });
    const ending: Pick<NodeDefinition, 'type' | 'config'> =
      random(2) === 0 ? { type: 'fail', config: { code: 'REFUSED', message: 'no' } } : { type: 'terminate', config: {} };
    const stop = body.add({ id: name('stop'), ...ending });
    const { entry: next, exit } = work(body);
    body.link(entry, next, 'true');
    body.link(entry, stop, 'false');
    return { entry, exit };
  }
  function mapping(body: BodyBuilder, depth: number): Block {
    const inner = buildBody(depth - 1);
    const id = body.add({ id: name('each'), type: 'map', config: { items: '[1]' }, body: inner.build() });
    return { entry: id, exit: id };
  }
}
