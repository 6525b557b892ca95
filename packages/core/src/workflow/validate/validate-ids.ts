import type { Report } from './validate-report.js';
import type { DefinitionModel } from '../definition/definition-model.js';
import { ID_PATTERN } from '../definition/definition-schema.js';

const PATTERN = new RegExp(ID_PATTERN);
/** Words that mean something else in expressions. */
const RESERVED: ReadonlySet<string> = new Set(
  'input variables global secrets trigger execution item index last error event state session memory agent nodes org env now compensated live dead total'.split(
    ' ',
  ),
);
/** https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax */
const CEL_RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while prototype'.split(
    ' ',
  ),
);

/** Why a text cannot be the id of a node or trigger; `undefined` when it can. */
export function problemOfId(id: string): string | undefined {
  if (id in Object.prototype || id === 'prototype') return `"${id}" cannot be an id: it is a name of the language underneath`;
  if (CEL_RESERVED.has(id)) return `"${id}" cannot be an id: it is a reserved word of expressions`;
  if (RESERVED.has(id)) return `"${id}" cannot be an id: it has a meaning of its own in expressions`;
  if (!PATTERN.test(id))
    return `"${id.slice(0, 80)}" cannot be an id: it must begin with a letter and hold letters, digits and _ only, at most 64`;
  return undefined;
}

export function validateIds(model: DefinitionModel, report: Report): void {
  for (const body of model.bodies) {
    for (const node of body.nodes) {
      const message = problemOfId(node.id);
      if (message) report.error('INVALID_ID', `${node.pointer}/id`, message, node.id);
      if (body.byId.get(node.id) !== node)
        report.error('DUPLICATE_ID', `${node.pointer}/id`, `there are several nodes with the id "${node.id}" in one body`, node.id);
    }
  }
  const seen = new Set<string>();
  for (const { pointer, json } of model.triggers) {
    const { id } = json;
    if (typeof id !== 'string') continue;
    const message = problemOfId(id);
    if (message) report.error('INVALID_ID', `${pointer}/id`, message);
    if (seen.has(id)) report.error('DUPLICATE_ID', `${pointer}/id`, `there are several triggers with the id "${id}"`);
    seen.add(id);
  }
}
