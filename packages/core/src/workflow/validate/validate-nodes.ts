import { UNSUPPORTED_NODE_TYPES } from '../definition/control-node-types.js';
import type { NodeModel } from '../definition/definition-model.js';
import { closest } from './closest.js';
import type { NodeCatalog } from '../definition/node-catalog.js';
import type { Report } from './validate-report.js';

/** What every node says besides its config: type, body, policy, compensation. */
export function validateNode(node: NodeModel, catalog: NodeCatalog, report: Report): void {
  validateType(node, catalog, report);
  validateBody(node, report);
  validatePolicy(node, report);
  validateCompensation(node, report);
  validateCancels(node, report);
}

function validateType({ type, pointer, id, descriptor, json }: NodeModel, catalog: NodeCatalog, report: Report): void {
  if (descriptor) return;
  const at = `${pointer}/type`;
  const known = catalog.find(type);
  if (known) {
    report.error(
      'UNKNOWN_TYPE_VERSION',
      `${pointer}/typeVersion`,
      `the type "${type}" has no version ${String(json['typeVersion'])}: the latest is ${known.version}`,
      id,
    );
  } else if (UNSUPPORTED_NODE_TYPES.has(type)) {
    report.error('UNSUPPORTED_NODE_TYPE', at, `nodes of type "${type}" are part of the format, but this version does not run them yet`, id);
  } else {
    const near = closest(
      type,
      catalog.list().map((each) => each.type),
    );
    report.error(
      'UNKNOWN_NODE_TYPE',
      at,
      `there is no node type "${type.slice(0, 80)}"${near === undefined ? '' : `: did you mean "${near}"?`}`,
      id,
    );
  }
}

function validateBody({ descriptor, json, pointer, id, type }: NodeModel, report: Report): void {
  if (!descriptor) return;
  if (descriptor.hasBody && json['body'] === undefined)
    report.error('BODY_MISSING', pointer, `a node of type "${type}" needs a body: { nodes, edges }`, id);
  if (!descriptor.hasBody && json['body'] !== undefined)
    report.error('BODY_NOT_ALLOWED', `${pointer}/body`, `a node of type "${type}" has no body`, id);
}

function validatePolicy({ json, pointer, id, descriptor }: NodeModel, report: Report): void {
  if (json['onError'] === 'fallback' && json['fallback'] === undefined) {
    report.error(
      'FALLBACK_MISSING',
      `${pointer}/onError`,
      'onError is "fallback", but there is no fallback: write the value that takes the place of the output',
      id,
    );
  }
  if (json['fallback'] !== undefined && json['onError'] !== 'fallback') {
    report.warning('FALLBACK_UNUSED', `${pointer}/fallback`, 'the fallback is not used: it needs onError: fallback', id);
  }
  const retry = json['retry'] as { readonly maxAttempts?: number } | undefined;
  if (json['effect'] === 'at_most_once' && typeof retry?.maxAttempts === 'number' && retry.maxAttempts > 1) {
    report.warning(
      'RETRY_UNUSED',
      `${pointer}/retry`,
      'a node with the effect at_most_once is never repeated by itself: its retry is not used',
      id,
    );
  }
  if (descriptor && json['effect'] === 'none' && descriptor.egress && descriptor.defaultEffect !== 'none') {
    report.warning(
      'EFFECT_TOO_WEAK',
      `${pointer}/effect`,
      'the effect none says that nothing leaves the process, but nodes of this type may call out',
      id,
    );
  }
}

/** Types that do nothing outside, or that wait: what is done is undone by an action. */
const CANNOT_UNDO: ReadonlySet<string> = new Set([
  'start',
  'end',
  'fail',
  'terminate',
  'human',
  'wait',
  'signal',
  'parallel',
  'join',
  'condition',
  'switch',
  'statemachine',
]);
function validateCancels({ json, pointer, id, owner }: NodeModel, report: Report): void {
  const { cancels } = json;
  if (!Array.isArray(cancels)) return;
  for (const [i, named] of (cancels as readonly unknown[]).entries()) {
    if (typeof named !== 'string') continue;
    const at = `${pointer}/cancels/${i}`;
    const target = owner.byId.get(named);
    if (!target) report.error('UNKNOWN_CANCELLED', at, `there is no node "${named.slice(0, 80)}" in this body to call off`, id);
    else if (named === id) report.error('INVALID_CANCELLED', at, 'a node cannot call off itself: use "terminate" to end everything', id);
    else if (target.type === 'start' || target.type === 'end')
      report.error('INVALID_CANCELLED', at, `"${named}" is of type "${target.type}": there is nothing to call off`, id);
  }
}

function validateCompensation({ json, pointer, id, owner }: NodeModel, report: Report): void {
  const { compensation } = json;
  if (typeof compensation !== 'string') return;
  const at = `${pointer}/compensation`;
  const target = owner.byId.get(compensation);
  if (!target)
    report.error('UNKNOWN_COMPENSATION', at, `there is no node "${compensation.slice(0, 80)}" in this body to compensate with`, id);
  else if (compensation === id) report.error('INVALID_COMPENSATION', at, 'a node cannot compensate itself', id);
  else if (target.descriptor && (target.descriptor.hasBody || CANNOT_UNDO.has(target.type))) {
    report.error('INVALID_COMPENSATION', at, `"${compensation}" is of type "${target.type}", which cannot undo anything`, id);
  }
}
