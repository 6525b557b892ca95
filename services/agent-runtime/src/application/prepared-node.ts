import { AppError, planOf, type CompiledTemplate, type NodePlan, type Plan, type Read, type Task } from '@agentflow/core';
import { findNodeType, problemsOf, type NodeType } from '@agentflow/nodes';

/** A work node of a plan, with everything that does not change from task to task. */
export interface PreparedNode {
  readonly plan: NodePlan;
  readonly type: NodeType;
  readonly template: CompiledTemplate;
  readonly reads: readonly Read[];
  /** The parsed configuration, where it has no templates. */
  readonly constant: { readonly config: unknown } | undefined;
}
const prepared = new WeakMap<NodePlan, PreparedNode>();

/** The node that a task is for. @throws AppError NODE_NOT_FOUND when the plan has no such work node, or no type of this version is installed; CONFIG_INVALID */
export function preparedNode(plan: Plan, task: Task): PreparedNode {
  const node = planOf(plan, task.path, task.phases);
  if (!node) throw new AppError('NODE_NOT_FOUND', `the revision has no node at ${task.path}`, { path: task.path });
  return prepared.get(node) ?? prepare(node, task);
}
function prepare(plan: NodePlan, task: Task): PreparedNode {
  if (plan.kind !== 'task') throw new AppError('NODE_NOT_FOUND', `${task.path} is no work node`, { path: task.path, type: plan.type });
  const type = findNodeType(plan.type, plan.typeVersion);
  if (!type) {
    throw new AppError('NODE_NOT_FOUND', `this worker has no node type ${plan.type} of version ${plan.typeVersion}`, {
      type: plan.type,
      version: plan.typeVersion,
    });
  }
  const template = plan.config;
  const constant = template.constant ? { config: parseConfig(type, template.source, task.path) } : undefined;
  const node: PreparedNode = { plan, type, template, reads: plan.reads, constant };
  prepared.set(plan, node);
  return node;
}

/** What undoes one of an agent's calls: the tool type, in the agent's place. @throws AppError NODE_NOT_FOUND */
export function preparedCall(plan: Plan, task: Task): PreparedNode {
  const node = planOf(plan, task.path, task.phases);
  const type = findNodeType('tool', 1);
  if (!node || !type) throw new AppError('NODE_NOT_FOUND', `the revision has no node at ${task.path}`, { path: task.path });
  const template = (node as NodePlan & { kind: 'task' }).config;
  return { plan: node, type, template, reads: [], constant: undefined };
}

/** The configuration as the type wants it. @throws AppError CONFIG_INVALID naming everything that is wrong */
export function parseConfig(type: NodeType, rendered: unknown, path: string): unknown {
  const parsed = type.config.safeParse(rendered);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error).map((problem) => ({ ...problem, nodeId: path }));
  const what = problems.map(({ pointer, message }) => `${pointer === '' ? 'config' : pointer.slice(1)}: ${message}`).join('; ');
  throw new AppError('CONFIG_INVALID', `the configuration of ${path} is wrong: ${what}`, { path }, { problems });
}
