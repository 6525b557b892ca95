import { modelPolicyOf } from '../../degradation/model-policy.js';
import { AppError } from '../../errors/app-error.js';
import { compileExpression } from '../../expression/compile-expression.js';
import type { JsonObject } from '../../json.js';
import { DEFAULT_RETRY, type RetryPolicy } from '../../task/retry-policy.js';
import { compileKind } from './compile-kind.js';
import type {
  BodyDefinition,
  JoinDefinition,
  NodeDefinition,
  RetryDefinition,
  WorkflowDefinition,
  WorkflowSettings,
} from '../definition/definition.js';
import { isControlType } from '../definition/control-node-types.js';
import { definitionDigest } from './digest.js';
import type { NodeCatalog, NodeTypeDescriptor } from '../definition/node-catalog.js';
import type { BodyPlan, EdgePlan, JoinPlan, NodePlan, NodePlanBase, Plan, SubflowPin } from './plan.js';
import { attachSegments } from '../segments/cut-segments.js';
import { topologicalOrder } from './topological-order.js';

export interface CompileOptions {
  /** The digest under which the definition is stored; computed when left out. */
  readonly digest?: string;
  /** Resolved at publish: versions of node types by type name, for nodes that do not name one. */
  readonly typeVersions?: { readonly [type: string]: number };
  /** Resolved at publish: what each subflow runs, by `subflowName`; one that is not here runs what is released when it starts. */
  readonly subflows?: { readonly [name: string]: SubflowPin };
}

/**
 * Compiles a definition that has passed `validateDefinition` without errors: once per digest, so that no step parses, walks or looks up anything.
 * @throws AppError DEFINITION_INVALID when it could not have passed
 */
export function compileDefinition(definition: WorkflowDefinition, nodes: NodeCatalog, options: CompileOptions = {}): Plan {
  const settings = definition.settings ?? {};
  const models = modelPolicyOf(settings);
  let nodesTotal = 0;
  let hasDomains = false;
  const context: CompileContext = {
    nodes,
    settings,
    typeVersions: options.typeVersions ?? {},
    subflows: options.subflows ?? {},
    compileBody: (body, container) => {
      nodesTotal += body.nodes.length;
      hasDomains ||= body.nodes.some(({ domain }) => domain !== undefined);
      return compileBody(context, body, container);
    },
  };
  const root = context.compileBody(definition, undefined);
  const segments = hasDomains ? attachSegments(root, settings.budget !== undefined) : undefined;
  return {
    digest: options.digest ?? definitionDigest(definition),
    name: definition.name,
    inputs: definition.inputs ?? {},
    variables: definition.variables ?? {},
    timeoutSeconds: settings.timeoutSeconds,
    ...(models && { models }),
    root,
    nodesTotal,
    budget: settings.budget,
    workflowBudget: settings.workflowBudget,
    retention: settings.retention,
    budgeted: settings.budget !== undefined || hasBudget(definition),
    ...(segments && { segments }),
  };
}

/** Whether a node of the body, or of one inside it, has a budget. */
function hasBudget({ nodes }: BodyDefinition): boolean {
  return nodes.some(({ budget, body }) => budget !== undefined || (body !== undefined && hasBudget(body)));
}

/** What the compilation of every node knows. */
export interface CompileContext {
  readonly nodes: NodeCatalog;
  readonly settings: WorkflowSettings;
  readonly typeVersions: { readonly [type: string]: number };
  readonly subflows: { readonly [name: string]: SubflowPin };
  compileBody(body: BodyDefinition, container: string | undefined): BodyPlan;
}

function compileBody(context: CompileContext, body: BodyDefinition, container: string | undefined): BodyPlan {
  const compensations = new Set(body.nodes.map((node) => node.compensation));
  const targets = new Set(body.edges.map((edge) => edge.target));
  const detached = new Set(body.nodes.filter((node) => compensations.has(node.id) && !targets.has(node.id)).map((node) => node.id));
  const ordered = topologicalOrder(body, detached);
  const position = new Map(ordered.map((node, index) => [node.id, index]));
  const indexOf = (id: string): number => {
    const index = position.get(id);
    if (index === undefined)
      throw new AppError('DEFINITION_INVALID', `an edge names the node "${id}", which does not exist`, { nodeId: id });
    return index;
  };
  const edges: EdgePlan[] = body.edges.map((edge, index) => ({
    index,
    source: indexOf(edge.source),
    handle: edge.sourceHandle ?? 'out',
    target: indexOf(edge.target),
  }));
  const incoming = groupBy(edges, (edge) => edge.target);
  const outgoing = groupBy(edges, (edge) => edge.source);
  const plans = ordered.map((node, index) => {
    const links = { incoming: incoming.get(index) ?? [], outgoing: outgoing.get(index) ?? [] };
    return compileNode(context, node, index, links, detached.has(node.id), indexOf);
  });
  const start = plans.findIndex((plan) => plan.kind === 'start');
  if (start < 0)
    throw new AppError(
      'DEFINITION_INVALID',
      container === undefined ? 'the workflow has no start' : `the body of "${container}" has no start`,
    );
  return { nodes: plans, edges, byId: new Map(plans.map((plan) => [plan.id, plan])), start, container };
}

interface Links {
  readonly incoming: readonly EdgePlan[];
  readonly outgoing: readonly EdgePlan[];
}

function compileNode(
  context: CompileContext,
  node: NodeDefinition,
  index: number,
  links: Links,
  detached: boolean,
  indexOf: (id: string) => number,
): NodePlan {
  const descriptor = context.nodes.find(node.type, node.typeVersion ?? context.typeVersions[node.type]);
  if (!descriptor)
    throw new AppError('DEFINITION_INVALID', `the node "${node.id}" has the unknown type "${node.type}"`, { nodeId: node.id });
  const config = node.config ?? {};
  const base: NodePlanBase = {
    index,
    id: node.id,
    type: node.type,
    typeVersion: descriptor.version,
    title: node.title ?? node.id,
    incoming: links.incoming.map((edge) => edge.index),
    outgoing: links.outgoing.map((edge) => edge.index),
    byHandle: new Map(
      [...groupBy(links.outgoing, (edge) => edge.handle)].map(([handle, edges]) => [handle, edges.map((edge) => edge.index)]),
    ),
    join: compileJoin(joinOf(node)),
    retry: mergeRetry(context.settings.retry, node.retry),
    timeoutSeconds: node.timeoutSeconds,
    onError: node.onError ?? context.settings.onError ?? 'stop',
    fallback: node.fallback,
    effect: node.effect ?? effectOf(context, descriptor, config),
    egress: isControlType(descriptor.type) ? descriptor.egress : context.nodes.egressOf(node.type, config),
    domain: node.domain,
    compensation: node.compensation,
    cancels: (node.cancels ?? []).map(indexOf),
    budget: node.budget,
    mutex: node.mutex === undefined ? undefined : compileExpression(node.mutex),
    checkpoint: node.checkpoint ?? false,
    detached,
    rawConfig: config,
  };
  return { ...base, ...compileKind(context, node, descriptor) } as NodePlan;
}

function effectOf(context: CompileContext, descriptor: NodeTypeDescriptor, config: JsonObject): NodePlanBase['effect'] {
  return isControlType(descriptor.type) ? descriptor.defaultEffect : context.nodes.effectOf(descriptor.type, config);
}

/** A `join` node may say how it joins in its config, as the table of types has it, or where every node says it. */
function joinOf(node: NodeDefinition): JoinDefinition {
  return node.join ?? (node.type === 'join' ? (node.config?.['join'] as JoinDefinition | undefined) : undefined) ?? 'all';
}

function compileJoin(join: JoinDefinition): JoinPlan {
  if (typeof join === 'string') return { kind: join };
  if ('when' in join) return { kind: 'when', when: compileExpression(join.when) };
  return { kind: 'n', n: join.n, cancel: join.cancel ?? false };
}

/** The node's own words win over the settings', these over the defaults. */
export function mergeRetry(...policies: readonly (RetryDefinition | undefined)[]): RetryPolicy {
  const merged: RetryDefinition = Object.assign({}, ...policies) as RetryDefinition;
  const initialDelayMs =
    merged.initialDelaySeconds === undefined ? DEFAULT_RETRY.initialDelayMs : Math.round(merged.initialDelaySeconds * 1000);
  return {
    maxAttempts: merged.maxAttempts ?? DEFAULT_RETRY.maxAttempts,
    initialDelayMs,
    maxDelayMs:
      merged.maxDelaySeconds === undefined ? Math.max(DEFAULT_RETRY.maxDelayMs, initialDelayMs) : Math.round(merged.maxDelaySeconds * 1000),
    backoff: merged.backoff ?? DEFAULT_RETRY.backoff,
  };
}

function groupBy<K>(edges: readonly EdgePlan[], keyOf: (edge: EdgePlan) => K): ReadonlyMap<K, readonly EdgePlan[]> {
  const groups = new Map<K, EdgePlan[]>();
  for (const edge of edges) {
    const group = groups.get(keyOf(edge));
    if (group) group.push(edge);
    else groups.set(keyOf(edge), [edge]);
  }
  return groups;
}
