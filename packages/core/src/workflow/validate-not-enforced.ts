import { isObject, type DefinitionModel, type NodeModel } from './definition-model.js';
import { escapePointer } from './unsafe-keys.js';
import type { Report } from './validate-report.js';

/** Fields of a node that the format has and this version reads without acting upon them, and what that means for who writes one. */
const NODE_FIELDS: ReadonlyMap<string, string> = new Map([['domain', 'every node runs where the execution does']]);
const SETTINGS: ReadonlySet<string> = new Set([
  'budget',
  'workflowBudget',
  'retention',
  'onError',
  'retry',
  'timeoutSeconds',
  'fallbackModel',
  'rules',
]);

/** Says of each field without effect that it has none, so that nobody relies on a limit or an undo that is not there. */
export function validateNotEnforced(model: DefinitionModel, report: Report): void {
  const settings = model.definition['settings'];
  if (isObject(settings)) {
    for (const name of Object.keys(settings)) {
      if (!SETTINGS.has(name)) warn(report, `/settings/${escapePointer(name)}`, `settings.${name.slice(0, 80)}`, 'nothing reads it');
    }
  }
  for (const body of model.bodies) for (const node of body.nodes) validateNode(node, report);
}
function validateNode({ json, pointer, id }: NodeModel, report: Report): void {
  for (const [name, meaning] of NODE_FIELDS) {
    if (json[name] !== undefined && json[name] !== false) warn(report, `${pointer}/${name}`, name, meaning, id);
  }
}
function warn(report: Report, pointer: string, field: string, meaning: string, id?: string): void {
  report.warning('NOT_ENFORCED_YET', pointer, `${field} has no effect in this version: ${meaning}`, id);
}
