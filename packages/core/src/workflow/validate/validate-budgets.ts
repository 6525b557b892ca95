import type { Json } from '../../json.js';
import { isObject, type DefinitionModel, type NodeModel } from '../definition/definition-model.js';
import type { Report } from './validate-report.js';

const LIMITS = ['cost', 'tokens', 'calls'] as const;
/** Nodes whose work may call models inside. */
const CONTAINERS: ReadonlySet<string> = new Set(['map', 'loop', 'statemachine', 'subflow']);
const callsModels = ({ descriptor }: NodeModel): boolean => descriptor?.category === 'model';

/** Budgets that limit nothing, or that could never do what they say. Their shape is judged by the schema. */
export function validateBudgets(model: DefinitionModel, report: Report): void {
  const settings = isObject(model.definition['settings']) ? model.definition['settings'] : {};
  const nodes = model.bodies.flatMap((body) => body.nodes);
  const anyModel = nodes.some((node) => callsModels(node) || node.type === 'subflow');
  for (const name of ['budget', 'workflowBudget'] as const) {
    const pointer = `/settings/${name}`;
    validateBudget(settings[name], pointer, report);
    if (isObject(settings[name]) && !anyModel)
      report.warning('BUDGET_UNUSED', pointer, 'the workflow has no node that calls a model: nothing is counted');
    validateCheaper(settings[name], pointer, nodes, report);
  }
  for (const node of nodes) {
    const pointer = `${node.pointer}/budget`;
    validateBudget(node.json['budget'], pointer, report, node.id);
    if (node.json['budget'] === undefined || !node.descriptor) continue;
    if (!callsModels(node) && !CONTAINERS.has(node.type))
      report.warning('BUDGET_UNUSED', pointer, `a node of type "${node.type}" calls no model: nothing is counted`, node.id);
    validateCheaper(node.json['budget'], pointer, CONTAINERS.has(node.type) ? within(node, model) : [node], report, node.id);
  }
}
function validateBudget(budget: Json | undefined, pointer: string, report: Report, nodeId?: string): void {
  if (isObject(budget) && LIMITS.every((limit) => budget[limit] === undefined))
    report.error('BUDGET_WITHOUT_LIMIT', pointer, `a budget limits something: give ${LIMITS.join(', ')}, or several of them`, nodeId);
}
/** `cheaper` needs somewhere to send a call: the budget's own cheaperModel, or that of each node that calls a model. */
function validateCheaper(budget: Json | undefined, pointer: string, covered: readonly NodeModel[], report: Report, nodeId?: string): void {
  if (!isObject(budget) || budget['onExceeded'] !== 'cheaper' || budget['cheaperModel'] !== undefined) return;
  const without = covered.filter((node) => callsModels(node) && node.config['cheaperModel'] === undefined);
  if (without.length === 0) return;
  const which = without.length === 1 && without[0]?.id === nodeId ? 'the node' : without.map(({ id }) => id).join(', ');
  report.warning(
    'CHEAPER_MODEL_MISSING',
    `${pointer}/onExceeded`,
    `there is no cheaper model for ${which}: a call that does not fit fails. Give the budget, or the node's config, a cheaperModel`,
    nodeId,
  );
}
const within = (container: NodeModel, model: DefinitionModel): readonly NodeModel[] =>
  model.bodies.filter(({ pointer }) => pointer.startsWith(`${container.pointer}/`)).flatMap((body) => body.nodes);
