import { AppError } from '../../errors/app-error.js';
import { compileExpression } from '../../expression/compile-expression.js';
import { compileTemplate } from '../../expression/compile-template.js';
import type { CompiledExpression, CompiledTemplate, Read } from '../../expression/compiled.js';
import type { Json, JsonObject, JsonSchema } from '../../json.js';
import { compileMachine } from './compile-machine.js';
import { valuesAt } from '../definition/config-paths.js';
import type { BodyDefinition, NodeDefinition } from '../definition/definition.js';
import type { NodeTypeDescriptor } from '../definition/node-catalog.js';
import type { BodyPlan, NodePlan, NodePlanBase, SubflowPin } from './plan.js';

/** How many items of a `map` are worked on at once when it does not say. */
export const DEFAULT_MAP_CONCURRENCY = 10;
/** How many iterations a `loop` may make when it does not say. */
export const DEFAULT_MAX_ITERATIONS = 1_000;
type WithoutBase<T> = T extends NodePlan ? Omit<T, keyof NodePlanBase> : never;
/** What a node does, by its type. */
export type KindPlan = WithoutBase<NodePlan>;
export interface BodyCompiler {
  readonly subflows: { readonly [name: string]: SubflowPin };
  compileBody(body: BodyDefinition, container: string): BodyPlan;
}

/** Compiles the part of a node that its type decides. Types that are not control types are tasks of workers. */
export function compileKind(bodies: BodyCompiler, node: NodeDefinition, descriptor: NodeTypeDescriptor): KindPlan {
  const config = new Config(node);
  switch (node.type) {
    case 'start':
    case 'parallel':
    case 'join':
      return { kind: node.type };
    case 'end':
      return { kind: 'end', output: config.template('output', null) };
    case 'terminate':
      return { kind: 'terminate', output: config.template('output', null) };
    case 'set':
      return { kind: 'set', values: config.template('values', {}) };
    case 'condition':
      return { kind: 'condition', when: config.expression('when') };
    case 'switch':
      return { kind: 'switch', mode: config.json['mode'] === 'all' ? 'all' : 'first', cases: config.cases() };
    case 'map':
      return compileMap(bodies, node, config);
    case 'loop':
      return compileLoop(bodies, node, config);
    case 'statemachine':
      return compileMachine(bodies, node);
    case 'wait':
      return { kind: 'wait', seconds: config.optional('seconds'), until: config.optional('until') };
    case 'human':
      return {
        kind: 'human',
        prompt: config.template('prompt', ''),
        schema: (config.json['schema'] as JsonSchema | undefined) ?? {},
        answerTimeoutSeconds: config.optional('timeoutSeconds'),
        assignees: config.optional('assignees'),
      };
    case 'signal':
      return {
        kind: 'signal',
        signal: String(config.json['name']),
        key: config.optional('key'),
        waitSeconds: config.optional('timeoutSeconds'),
      };
    case 'emit':
      return { kind: 'emit', eventType: config.template('type', ''), data: config.template('data', null) };
    case 'subflow':
      return compileSubflow(bodies, config);
    case 'fail':
      return { kind: 'fail', code: config.template('code', 'FAILED'), message: config.template('message', '') };
    default:
      return compileTask(config.json, descriptor);
  }
}

function compileMap(bodies: BodyCompiler, node: NodeDefinition, config: Config): KindPlan {
  const concurrency = config.json['concurrency'];
  return {
    kind: 'map',
    items: config.name('closeOn') === undefined ? config.expression('items') : config.condition('items'),
    concurrency: typeof concurrency === 'number' ? concurrency : DEFAULT_MAP_CONCURRENCY,
    stopWhen: config.condition('stopWhen'),
    onStop: config.json['onStop'] === 'absorb' ? 'absorb' : 'cancel',
    addOn: config.name('addOn'),
    closeOn: config.name('closeOn'),
    stopOn: config.name('stopOn'),
    body: compileBodyOf(bodies, node),
  };
}
function compileLoop(bodies: BodyCompiler, node: NodeDefinition, config: Config): KindPlan {
  const limit = config.json['maxIterations'];
  return {
    kind: 'loop',
    times: config.optional('times'),
    items: config.condition('items'),
    while: config.condition('while'),
    until: config.condition('until'),
    breakWhen: config.condition('breakWhen'),
    continueWhen: config.condition('continueWhen'),
    maxIterations: typeof limit === 'number' ? limit : DEFAULT_MAX_ITERATIONS,
    body: compileBodyOf(bodies, node),
  };
}
function compileBodyOf(bodies: BodyCompiler, node: NodeDefinition): BodyPlan {
  if (!node.body) throw new AppError('DEFINITION_INVALID', `the node "${node.id}" has no body`, { nodeId: node.id });
  return bodies.compileBody(node.body, node.id);
}

function compileSubflow({ subflows }: BodyCompiler, config: Config): KindPlan {
  const { workflow, revision, detached } = config.json;
  const name = typeof workflow === 'string' ? workflow : '';
  const pin = revision === 'latest' ? undefined : subflows[subflowName(name, revision)];
  return { kind: 'subflow', workflow: name, input: config.template('input', {}), waits: detached !== true, pin };
}
/** How a subflow is called where revisions are pinned: by its workflow, and by the revision where the node names one. */
export const subflowName = (workflow: string, revision: Json | undefined): string =>
  typeof revision === 'number' ? `${workflow}@${revision}` : workflow;

/** Literals and bare CEL stay as written; what the CEL reads is bound for the worker too. */
function compileTask(config: JsonObject, descriptor: NodeTypeDescriptor): KindPlan {
  const template = compileTemplate(config, { literals: [...descriptor.literals, ...descriptor.expressions] });
  const reads = new Map<string, Read>(template.reads.map((read) => [JSON.stringify(read), read]));
  for (const { value } of valuesAt(config, descriptor.expressions)) {
    if (typeof value !== 'string') continue;
    for (const read of compileExpression(value).reads) reads.set(JSON.stringify(read), read);
  }
  return { kind: 'task', config: template, reads: [...reads.values()] };
}

/** A node's config, read member by member. */
class Config {
  readonly json: JsonObject;
  constructor(private readonly node: NodeDefinition) {
    this.json = node.config ?? {};
  }
  template(key: string, absent: Json): CompiledTemplate {
    return compileTemplate(this.json[key] ?? absent);
  }
  optional(key: string): CompiledTemplate | undefined {
    const value = this.json[key];
    return value === undefined ? undefined : compileTemplate(value);
  }
  condition(key: string): CompiledExpression | undefined {
    return this.json[key] === undefined ? undefined : this.expression(key);
  }
  name(key: string): string | undefined {
    const name = this.json[key];
    return typeof name === 'string' ? name : undefined;
  }
  expression(key: string): CompiledExpression {
    const source = this.json[key];
    if (typeof source !== 'string')
      throw new AppError('DEFINITION_INVALID', `the node "${this.node.id}" needs "${key}", an expression`, { nodeId: this.node.id });
    return compileExpression(source);
  }
  cases(): readonly { readonly name: string; readonly when: CompiledExpression }[] {
    const cases = (this.json['cases'] ?? []) as readonly { readonly name: string; readonly when: string }[];
    return cases.map(({ name, when }) => ({ name, when: compileExpression(when) }));
  }
}
