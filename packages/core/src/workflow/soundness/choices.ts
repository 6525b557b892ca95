import { isObject, type NodeModel } from '../definition/definition-model.js';
import { caseNames, handlesOf } from '../definition/handles.js';
import { Atoms } from './atoms.js';
import { formulaOf, type Atom } from './condition-formula.js';
import { ALWAYS, NEVER, type DecisionDiagram, type Fn } from './decision-diagram.js';
import { settlement, type SoundnessGraph, type SoundnessNode } from './soundness-graph.js';

/** By which handles each node goes on once it has begun, as functions of choices. */
export interface Choices {
  /** Where the node goes on by this handle. */
  handle(node: SoundnessNode, handle: string): Fn;
  /** All handles by which it may go on. */
  handlesOf(node: SoundnessNode): readonly string[];
  /** Choices that are failures or time-outs: traces without them are told first. */
  readonly failures: ReadonlySet<number>;
  /** Which node first made a choice. */
  readonly owners: ReadonlyMap<number, number>;
}

/** Names whose value is the same wherever in a body it is read. */
const CONSTANT_NAMES: ReadonlySet<string> = new Set(['input', 'variables', 'trigger', 'execution', 'item', 'index', 'last', 'event']);
/** Types whose work cannot fail. */
const CANNOT_FAIL: ReadonlySet<string> = new Set(['start', 'parallel']);

/** @param constants whether conditions written out as `true` or `false` are taken at their word */
export function choicesOf(graph: SoundnessGraph, diagram: DecisionDiagram, constants: boolean): Choices {
  const failures = new Set<number>();
  const owners = new Map<number, number>();
  const known = new Map<number, ReadonlyMap<string, Fn>>();
  const settledBefore = settlement(graph);
  let chooser = 0;
  const newVariable = (): number => {
    const variable = diagram.newVariable();
    owners.set(variable, chooser);
    return variable;
  };
  const fresh = (): Fn => diagram.is(newVariable());
  const atoms = new Atoms(diagram, newVariable, constants);

  return {
    failures,
    owners,
    handle: (node, handle) => handles(node).get(handle) ?? NEVER,
    handlesOf: (node) => [...handles(node).keys()],
  };

  function handles(node: SoundnessNode): ReadonlyMap<string, Fn> {
    let decided = known.get(node.index);
    if (!decided) {
      chooser = node.index;
      known.set(node.index, (decided = decide(node)));
    }
    return decided;
  }

  function decide(node: SoundnessNode): ReadonlyMap<string, Fn> {
    const { model } = node;
    const used = new Set(node.outgoing.map((edge) => (graph.edges[edge] as { handle: string }).handle));
    const handles = new Map<string, Fn>();
    // A handle that the type does not have is refused elsewhere: here it may come or not.
    const proper = handlesOf(model);
    for (const handle of used) if (!proper.has(handle)) handles.set(handle, fresh());
    let left: Fn = ALWAYS;
    const failure = failureOf(node);
    if (failure !== NEVER && node.onFailure !== undefined) {
      handles.set(node.onFailure, failure);
      left = diagram.not(failure);
    }
    const add = (handle: string, truth: Fn): void => void handles.set(handle, diagram.or(handles.get(handle) ?? NEVER, truth));
    if (model.type === 'condition') {
      const met = truthOf(node, model.config['when']);
      add('true', diagram.and(left, met));
      add('false', diagram.without(left, met));
    } else if (model.type === 'switch') {
      for (const [handle, truth] of casesOf(node)) add(handle, diagram.and(left, truth));
    } else {
      const others = (model.descriptor?.handles ?? []).filter((handle) => handle !== 'out' && used.has(handle));
      for (const handle of others) {
        const happens = handle === 'timeout' ? timeoutOf(model) : fresh();
        add(handle, diagram.and(left, happens));
        left = diagram.without(left, happens);
      }
      add('out', left);
    }
    return handles;
  }

  function timeoutOf({ config }: NodeModel): Fn {
    if (config['timeoutSeconds'] === undefined) return NEVER;
    const variable = newVariable();
    failures.add(variable);
    return diagram.is(variable);
  }
  /** Where the node fails and the definition says how to go on. What ends the execution needs no choice. */
  function failureOf(node: SoundnessNode): Fn {
    const { model, onFailure } = node;
    const decides = model.type === 'condition' || model.type === 'switch';
    if (onFailure === undefined || (onFailure !== 'error' && !decides)) return NEVER;
    if (model.json['mutex'] === undefined && model.json['budget'] === undefined) {
      if (CANNOT_FAIL.has(model.type)) return NEVER;
      if (constants && decides && conditionsOf(model).every((when) => formulaOf(when)?.kind === 'constant')) return NEVER;
    }
    const variable = newVariable();
    failures.add(variable);
    return diagram.is(variable);
  }

  function casesOf(node: SoundnessNode): ReadonlyMap<string, Fn> {
    const { model } = node;
    const truths = new Map<string, Fn>();
    const all = model.config['mode'] === 'all';
    const names = caseNames(model);
    let none: Fn = ALWAYS;
    for (const [i, when] of conditionsOf(model).entries()) {
      const name = names[i] as string;
      const met = truthOf(node, when);
      truths.set(name, diagram.or(truths.get(name) ?? NEVER, all ? met : diagram.and(none, met)));
      none = diagram.without(none, met);
    }
    return truths.set('default', diagram.or(truths.get('default') ?? NEVER, none));
  }

  function truthOf(node: SoundnessNode, when: unknown): Fn {
    const formula = typeof when === 'string' ? formulaOf(when) : undefined;
    return formula ? atoms.truthOf(formula, (atom) => placeOf(node, atom)) : fresh();
  }

  /** '' when everything that an atom reads is the same at every node that reads it; else the node. */
  function placeOf(node: SoundnessNode, atom: Atom): string {
    const containers = new Set<string>();
    for (let at = node.model.owner.container; at; at = at.owner.container) containers.add(at.id);
    const isFixed = (name: string): boolean => {
      const other = graph.indexOf.get(name);
      if (other !== undefined) return settledBefore(other, node.index);
      return CONSTANT_NAMES.has(name) || containers.has(name);
    };
    return atom.names.every(isFixed) ? '' : node.model.id;
  }
}

function conditionsOf(model: NodeModel): readonly string[] {
  const { when, cases } = model.config;
  if (model.type === 'condition') return typeof when === 'string' ? [when] : [''];
  if (!Array.isArray(cases)) return [];
  return (cases as readonly unknown[]).flatMap((each) =>
    isObject(each) && typeof each['name'] === 'string' ? [typeof each['when'] === 'string' ? each['when'] : ''] : [],
  );
}
