import { compileExpression } from '../../expression/compile-expression.js';
import { checkTemplate } from '../../expression/compile-template.js';
import type { Read } from '../../expression/compiled.js';
import type { AppError } from '../../errors/app-error.js';
import type { Json } from '../../json.js';
import { valuesAt } from './config-paths.js';
import { isObject, type DefinitionModel, type NodeModel } from './definition-model.js';
import type { Report } from '../validate/validate-report.js';

/** What an expression can see: what lies before its node; for `join` only the counts of paths; of a trigger only `trigger`. */
export type ScopeKind = 'node' | 'join' | 'trigger';
/** What is read by one string of a definition. */
export interface ExpressionSource {
  readonly pointer: string;
  readonly scope: ScopeKind;
  /** `undefined`: a trigger. */
  readonly node: NodeModel | undefined;
  /** What this place sees besides: `last` of a `stopWhen`, `event` of a guard. */
  readonly names?: readonly string[];
  readonly reads: readonly Read[];
}

/** Compiles every expression and template of a definition, reports those that are wrong, and answers what the others read. */
export function compileSources(model: DefinitionModel, report: Report): readonly ExpressionSource[] {
  const sources: ExpressionSource[] = [];
  for (const body of model.bodies) for (const node of body.nodes) collectNode(node, report, sources);
  for (const trigger of model.triggers) {
    const { input, config } = trigger.json;
    const filter = isObject(config) ? config['filter'] : undefined;
    if (input !== undefined)
      addTemplate({ pointer: `${trigger.pointer}/input`, scope: 'trigger', node: undefined }, input, [], report, sources);
    if (isObject(config))
      addTemplate({ pointer: `${trigger.pointer}/config`, scope: 'trigger', node: undefined }, config, TRIGGER_LITERALS, report, sources);
    if (filter !== undefined)
      addExpression({ pointer: `${trigger.pointer}/config/filter`, scope: 'trigger', node: undefined }, filter, 'bool', report, sources);
  }
  return sources;
}
const TRIGGER_LITERALS = ['cron', 'timeZone', 'missed', 'credential', 'auth', 'respond', 'topic', 'filter'];

function collectNode(node: NodeModel, report: Report, sources: ExpressionSource[]): void {
  const { descriptor, json, pointer } = node;
  const { join, mutex } = json;
  if (isObject(join) && join['when'] !== undefined)
    addExpression({ pointer: `${pointer}/join/when`, scope: 'join', node }, join['when'], 'bool', report, sources);
  if (mutex !== undefined) addExpression({ pointer: `${pointer}/mutex`, scope: 'node', node }, mutex, 'any', report, sources);
  if (!descriptor) return;
  addTemplate(
    { pointer: `${pointer}/config`, scope: 'node', node },
    node.config,
    [...descriptor.literals, ...descriptor.expressions],
    report,
    sources,
  );
  for (const found of valuesAt(node.config, descriptor.expressions)) {
    const scope = node.type === 'join' ? 'join' : 'node';
    addExpression(
      { pointer: `${pointer}/config${found.pointer}`, scope, node, names: namesAt(node.type, found.pointer) },
      found.value,
      wantedOf(node, found.pointer),
      report,
      sources,
    );
  }
}

/** What a container's own expressions see besides the scope around it. */
function namesAt(type: string, pointer: string): readonly string[] {
  if (type === 'map') return pointer === '/stopWhen' ? ['item', 'index', 'last', 'live', 'dead', 'total'] : [];
  if (type === 'statemachine') return ['event', 'last'];
  if (type !== 'loop' || pointer === '/items' || pointer === '/times') return [];
  return pointer === '/while' || pointer === '/until' ? ['index', 'last'] : ['item', 'index', 'last'];
}

type Place = Omit<ExpressionSource, 'reads'>;
type Wanted = 'bool' | 'list' | 'any';
function wantedOf(node: NodeModel, pointer: string): Wanted {
  if (pointer.endsWith('hen') || pointer === '/filter') return 'bool';
  if (node.type === 'loop' && (pointer === '/while' || pointer === '/until')) return 'bool';
  return (node.type === 'map' || node.type === 'loop') && pointer === '/items' ? 'list' : 'any';
}

function addExpression(place: Place, source: Json, wanted: Wanted, report: Report, sources: ExpressionSource[]): void {
  if (typeof source !== 'string') return;
  if (source.includes('{{')) {
    report.error('EXPRESSION_INVALID', place.pointer, 'this is an expression, not a template: write it without {{ and }}', place.node?.id);
    return;
  }
  try {
    const { reads, resultType } = compileExpression(source);
    sources.push({ ...place, reads });
    const fits = wanted === 'any' || resultType === 'dyn' || resultType.startsWith(wanted);
    const should = wanted === 'bool' ? 'true or false' : 'a list';
    if (!fits)
      report.error(
        'EXPRESSION_TYPE',
        place.pointer,
        `this expression must be ${should}, but ${source.slice(0, 100)} is of type ${resultType}`,
        place.node?.id,
      );
  } catch (error) {
    report.error('EXPRESSION_INVALID', place.pointer, (error as AppError).message, place.node?.id);
  }
}

function addTemplate(place: Place, value: Json, literals: readonly string[], report: Report, sources: ExpressionSource[]): void {
  const { template, faults } = checkTemplate(value, { literals });
  for (const { pointer, error } of faults) report.error('EXPRESSION_INVALID', `${place.pointer}${pointer}`, error.message, place.node?.id);
  for (const { pointer, reads } of template.strings) {
    const names = place.node?.type === 'statemachine' ? { names: namesAt('statemachine', pointer) } : {};
    sources.push({ ...place, ...names, pointer: `${place.pointer}${pointer}`, reads });
  }
}
