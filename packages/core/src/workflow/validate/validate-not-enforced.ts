import { isObject, type DefinitionModel } from '../definition/definition-model.js';
import { escapePointer } from '../format/unsafe-keys.js';
import type { Report } from './validate-report.js';

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
}
function warn(report: Report, pointer: string, field: string, meaning: string): void {
  report.warning('NOT_ENFORCED_YET', pointer, `${field} has no effect in this version: ${meaning}`);
}
