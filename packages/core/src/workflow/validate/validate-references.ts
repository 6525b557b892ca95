import type { Read } from '../../expression/compiled.js';
import type { BodyGraph } from '../compile/body-graph.js';
import { isObject, type BodyModel, type DefinitionModel, type NodeModel } from '../definition/definition-model.js';
import { closest } from './closest.js';
import type { ExpressionSource } from '../definition/expression-sources.js';
import type { ProblemCode } from './problem-codes.js';
import type { Report } from './validate-report.js';

const NODE_FIELDS = ['output', 'error', 'status', 'usage'];
const CONTAINER_FIELDS = ['item', 'index', 'last'];
const EXECUTION_FIELDS = ['id', 'workflowId', 'revision', 'startedAt'];
const TRIGGER_FIELDS = ['type', 'id', 'at', 'method', 'headers', 'query', 'body', 'event'];
/** Names with a meaning elsewhere, and why they cannot be read here. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['secrets', 'values of credentials are never visible: name a credential in a node instead'],
  ['env', 'the environment of the process is never visible: use variables'],
  ['now', 'the time is not available, because a replay must see the same: use execution.startedAt'],
  ['compensated', 'only a node that compensates another one sees what it compensates'],
  ['item', 'there is an item only inside the body of a container'],
  ['index', 'there is an index only inside the body of a container'],
  ['last', 'there is a last result only inside the body of a container'],
  ['live', 'live, dead and total are only known to the condition of a join'],
  ['dead', 'live, dead and total are only known to the condition of a join'],
  ['total', 'live, dead and total are only known to the condition of a join'],
  ['event', 'an event is only known inside a state machine; of a trigger read trigger.event'],
]);

interface Context {
  readonly model: DefinitionModel;
  readonly graphs: ReadonlyMap<BodyModel, BodyGraph>;
  readonly report: Report;
}

/** Whether everything that is read exists and lies upstream of the reader. */
export function validateReferences(
  model: DefinitionModel,
  graphs: ReadonlyMap<BodyModel, BodyGraph>,
  sources: readonly ExpressionSource[],
  report: Report,
): void {
  const context: Context = { model, graphs, report };
  for (const source of sources) for (const read of source.reads) checkRead(context, source, read);
}

function checkRead(context: Context, source: ExpressionSource, read: Read): void {
  const { report, model } = context;
  const say = (code: ProblemCode, message: string): void => report.error(code, source.pointer, message, source.node?.id);
  const { root, path } = read;
  if (source.scope === 'join') {
    if (!['live', 'dead', 'total'].includes(root))
      say('UNKNOWN_REFERENCE', `the condition of a join sees live, dead and total only, not "${root}"`);
    return;
  }
  if (root === 'trigger') return warnField(TRIGGER_FIELDS);
  if (source.scope === 'trigger') return say('UNKNOWN_REFERENCE', `a trigger sees "trigger" only, not "${root}"`);
  if (root === 'execution') {
    if (path[0] !== undefined && !EXECUTION_FIELDS.includes(path[0]))
      say('UNKNOWN_REFERENCE', `execution has no field "${path[0]}": it has ${EXECUTION_FIELDS.join(', ')}`);
    return;
  }
  if (root === 'input') return warnField(declaredInputs(model));
  if (root === 'variables') return warnField(isObject(model.definition['variables']) ? Object.keys(model.definition['variables']) : []);
  if (source.node) checkNamed(context, source, source.node, read, say);

  function warnField(known: readonly string[] | undefined): void {
    const [field] = path;
    if (field === undefined || !known || known.includes(field)) return;
    report.warning('UNKNOWN_FIELD', source.pointer, `${root} declares no "${field}"${suggest(field, known)}`, source.node?.id);
  }
}

/** Property names of `inputs`; `undefined` when the schema leaves them open. */
function declaredInputs(model: DefinitionModel): readonly string[] | undefined {
  const { inputs } = model.definition;
  if (!isObject(inputs) || !isObject(inputs['properties'])) return undefined;
  return Object.keys(inputs).some(
    (key) => ['patternProperties', 'allOf', 'anyOf', 'oneOf', '$ref', 'if', 'additionalProperties'].includes(key) && inputs[key] !== false,
  )
    ? undefined
    : Object.keys(inputs['properties']);
}

type Say = (code: ProblemCode, message: string) => void;

/** `item`, `index`, `last`, `compensated`, nodes, and containers around. */
function checkNamed(context: Context, source: ExpressionSource, node: NodeModel, { root, path }: Read, say: Say): void {
  if (source.names?.includes(root)) return;
  if (CONTAINER_FIELDS.includes(root) && node.owner.container !== undefined) return;
  if (root === 'event' && inMachine(node)) return;
  if (root === 'compensated' && compensatedBy(node).length > 0) return;
  const found = lookUp(node, root);
  if (!found) return unknown(context, node, root, say);
  const { target, reader, isContainer } = found;
  if (!isContainer && !isVisible(context, target, reader)) {
    const where = target === reader ? 'refers to its own result' : `does not lie before "${reader.id}": only nodes upstream can be read`;
    return say('NOT_UPSTREAM', `"${root}" ${where}`);
  }
  const fields = isContainer ? CONTAINER_FIELDS : NODE_FIELDS;
  const [field] = path;
  if (field === undefined) return say('UNKNOWN_REFERENCE', `"${root}" is a node: read one of its fields, such as ${root}.${fields[0]}`);
  if (fields.includes(field)) return;
  const [place, hint] = isContainer ? [' inside its body', ''] : ['', `. Did you mean ${root}.output.${field}?`];
  say('UNKNOWN_REFERENCE', `"${root}" has no field "${field}"${place}: it has ${fields.join(', ')}${hint}`);
}

function inMachine(node: NodeModel): boolean {
  for (let at = node.owner.container; at; at = at.owner.container) if (at.type === 'statemachine') return true;
  return false;
}
interface Found {
  readonly target: NodeModel;
  /** The node of the target's body that reads: the reader itself, or the container it is in. */
  readonly reader: NodeModel;
  readonly isContainer: boolean;
}
function lookUp(node: NodeModel, id: string): Found | undefined {
  for (let reader: NodeModel | undefined = node; reader; reader = reader.owner.container) {
    const target = reader.owner.byId.get(id);
    if (target) return { target, reader, isContainer: reader !== node && target === reader };
  }
  return undefined;
}

const compensatedBy = (node: NodeModel): readonly NodeModel[] => node.owner.nodes.filter((each) => each.json['compensation'] === node.id);

function isVisible({ graphs }: Context, target: NodeModel, reader: NodeModel): boolean {
  const graph = graphs.get(reader.owner) as BodyGraph;
  if (!graph.compensations.has(reader.id)) return graph.isUpstream(target.id, reader.id) ?? true;
  return compensatedBy(reader).some((each) => each === target || (graph.isUpstream(target.id, each.id) ?? true));
}

function unknown({ model }: Context, node: NodeModel, root: string, say: Say): void {
  const elsewhere = ELSEWHERE.get(root);
  if (elsewhere !== undefined) return say('UNKNOWN_REFERENCE', `"${root}" cannot be read here: ${elsewhere}`);
  const inside = model.bodies.find((body) => body.container && body.byId.has(root))?.container;
  if (inside) return say('UNKNOWN_REFERENCE', `"${root}" lies inside the body of "${inside.id}": from outside read ${inside.id}.output`);
  const known = [...node.owner.byId.keys(), 'input', 'variables', 'trigger', 'execution', 'item', 'index'];
  say('UNKNOWN_REFERENCE', `there is nothing called "${root}"${suggest(root, known)}`);
}

function suggest(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  return near === undefined ? '' : `: did you mean "${near}"?`;
}
