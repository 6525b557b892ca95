import { isObject, type DefinitionModel } from '../definition/definition-model.js';
import { checkModelScript } from '../definition/model-script.js';
import type { ReferenceCatalog } from '../definition/node-catalog.js';
import type { ProblemCode } from './problem-codes.js';
import type { Report } from './validate-report.js';

/** The settings' `fallbackModel` and `rules`: names must be of models there are, rules a script that could answer. */
export function validateModelPolicy(model: DefinitionModel, references: ReferenceCatalog | undefined, report: Report): void {
  const settings = model.definition['settings'];
  if (!isObject(settings)) return;
  const { fallbackModel, rules } = settings;
  const known = (name: string, pointer: string): void => {
    if (references && !references.hasModel(name)) report.error('UNKNOWN_MODEL', pointer, `there is no model "${name.slice(0, 200)}"`);
  };
  if (typeof fallbackModel === 'string') known(fallbackModel, '/settings/fallbackModel');
  if (typeof rules === 'string') {
    if (!rules.startsWith('scripted/'))
      report.error('INVALID_RULES', '/settings/rules', 'rules name a scripted model, "scripted/<name>", or are a script themselves');
    else known(rules, '/settings/rules');
  } else if (Array.isArray(rules)) {
    for (const { code, pointer, message } of checkModelScript(rules))
      report.error(code as ProblemCode, `/settings/rules${pointer}`, message);
  }
}
