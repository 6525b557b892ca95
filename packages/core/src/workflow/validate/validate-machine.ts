import type { Json, JsonObject } from '../../json.js';
import { reach } from '../compile/body-graph.js';
import { closest } from './closest.js';
import { isObject, type NodeModel } from '../definition/definition-model.js';
import { escapePointer } from '../format/unsafe-keys.js';
import type { Report } from './validate-report.js';

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** The rules of a `statemachine`: every state that is named exists and can be reached, there is a way out of each, and one at which it ends. */
export function validateMachine(node: NodeModel, report: Report): void {
  const { states, initial } = node.config;
  if (node.type !== 'statemachine' || !isObject(states)) return;
  const at = `${node.pointer}/config`;
  const known = new Map(Object.entries(states).flatMap(([name, state]) => (isObject(state) ? [[name, state] as const] : [])));
  const check = (name: Json | undefined, pointer: string): void => {
    if (typeof name !== 'string' || known.has(name)) return;
    const near = closest(name, [...known.keys()]);
    const hint = near === undefined ? `: it has ${[...known.keys()].slice(0, 20).join(', ')}` : `: did you mean "${near}"?`;
    report.error('UNKNOWN_STATE', pointer, `"${node.id}" has no state "${name.slice(0, 80)}"${hint}`, node.id);
  };
  check(initial, `${at}/initial`);
  for (const [name, state] of known) {
    const pointer = `${at}/states/${escapePointer(name)}`;
    for (const field of ['on', 'after'] as const)
      for (const [i, way] of listOf(state[field]).entries()) if (isObject(way)) check(way['target'], `${pointer}/${field}/${i}/target`);
    checkTransitions(node, name, state, pointer, report);
  }
  if (typeof initial !== 'string' || !known.has(initial)) return;
  const reachable = reach([initial], (name) => targetsOf(known.get(name)));
  for (const name of known.keys())
    if (!reachable.has(name))
      report.error(
        'UNREACHABLE_STATE',
        `${at}/states/${escapePointer(name)}`,
        `no transition of "${node.id}" leads to the state "${name}": connect it or remove it`,
        node.id,
      );
  if (![...known.values()].some((state) => state['final'] === true))
    report.warning('NO_FINAL_STATE', `${at}/states`, `"${node.id}" has no final state: it never ends by itself`, node.id);
}
const targetsOf = (state: JsonObject | undefined): readonly string[] =>
  [...listOf(state?.['on']), ...listOf(state?.['after'])].flatMap((way) =>
    isObject(way) && typeof way['target'] === 'string' ? [way['target']] : [],
  );

function checkTransitions(node: NodeModel, name: string, state: JsonObject, pointer: string, report: Report): void {
  const isFinal = state['final'] === true;
  const on = listOf(state['on']).map((way) => (isObject(way) ? way : {}));
  if (!isFinal && targetsOf(state).length === 0)
    report.warning(
      'NO_WAY_OUT',
      pointer,
      `the state "${name}" is not final, but no transition leaves it: the machine stays there`,
      node.id,
    );
  const settled = new Set<Json | undefined>();
  for (const [i, { event, when }] of on.entries()) {
    const at = `${pointer}/on/${i}`;
    if (settled.has(event))
      report.warning('UNREACHABLE_TRANSITION', at, `it is never taken: one before it always takes "${String(event)}"`, node.id);
    if (event === 'done' && isFinal)
      report.warning('UNREACHABLE_TRANSITION', at, `it is never taken: the state is final, so the machine ends with its body`, node.id);
    if (event === 'error' && state['body'] === undefined && state['entry'] === undefined)
      report.warning('UNREACHABLE_TRANSITION', at, `it is never taken: the state has no body that could fail`, node.id);
    if (when === undefined) settled.add(event);
  }
}
