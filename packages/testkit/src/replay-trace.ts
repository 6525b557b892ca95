import type { JsonObject, NodeDefinition, Problem, TraceStep, WorkflowDefinition } from '@agentflow/core';
import { driveExecution, type ExecutionDriver } from './execution-driver.js';
import { seededRandom, type Random } from './random-workflow.js';

export interface ReplayedTrace {
  readonly driver: ExecutionDriver;
  /** Of the body in which the problem lies, e.g. `each3[0]/`. */
  readonly prefix: string;
}

/**
 * Drives the engine along the trace of a problem: conditions and cases read `input.<node>` and `input.<node>_<case>`, tasks and questions
 * end in the order of the steps, by the handle they say; whatever the trace does not name is left alone.
 */
export function replayTrace(definition: WorkflowDefinition, problem: Problem, input: JsonObject = {}): ReplayedTrace {
  const trace = problem.trace ?? [];
  const prefix = prefixOf(definition, problem.pointer);
  const timed = { ...definition, ...withTimeouts(definition, trace) };
  for (let attempt = 0; ; attempt++) {
    const driver = driveExecution(timed);
    driver.start({ ...everyChoice(definition, attempt === 0 ? undefined : seededRandom(attempt)), ...input, ...chosen(definition, trace) });
    enter(driver, prefix);
    // The trace begins in the body of a container: the way there is tried out.
    if (!driver.state.scopes.has(prefix) && attempt < MAX_WAYS) continue;
    for (const step of trace) if (step.handle !== undefined) goOn(driver, prefix + step.nodeId, step.handle);
    return { driver, prefix };
  }
}
const MAX_WAYS = 200;

/** The questions that the trace lets time out do so at once, the others never: else those that began together would end together. */
function withTimeouts<T extends Pick<WorkflowDefinition, 'nodes'>>(body: T, trace: readonly TraceStep[]): T {
  const nodes = body.nodes.map((node): NodeDefinition => {
    const inside = node.body ? { body: withTimeouts(node.body, trace) } : {};
    if (node.type !== 'human' || node.config?.['timeoutSeconds'] === undefined) return { ...node, ...inside };
    const expires = trace.some((step) => step.nodeId === node.id && step.handle === 'timeout');
    return { ...node, config: { ...node.config, timeoutSeconds: expires ? 1 : 1_000_000 } };
  });
  return { ...body, nodes };
}

/** Ends the work of `path` so that it goes on by `handle`; inline nodes have done so by themselves. */
function goOn(driver: ExecutionDriver, path: string, handle: string): void {
  const { state } = driver;
  if (state.openTasks.has(path)) {
    if (handle === 'error') driver.fail(path, { retryable: false });
    else driver.complete(path);
  } else if (state.waiting.has(path) && state.nodes.get(path)?.human) {
    if (handle === 'timeout') {
      driver.now = Math.max(driver.now, state.timers.get(path)?.dueAt ?? driver.now);
      driver.send({ type: 'Wake' });
    } else driver.send({ type: 'AnswerInput', path, value: { value: 'yes' }, by: 'p' });
  } else if (state.active.has(path)) enterBody(driver, path);
}
/** Completes everything inside a container. */
function enterBody(driver: ExecutionDriver, path: string): void {
  for (let moves = 0; driver.state.active.has(path) && moves < 1_000; moves++) {
    const inside = [...driver.state.active].find((each) => each.startsWith(`${path}[`) && !hasInside(driver, each));
    if (inside === undefined) return;
    goOn(driver, inside, 'out');
  }
}
const hasInside = (driver: ExecutionDriver, path: string): boolean => [...driver.state.active].some((each) => each.startsWith(`${path}[`));

/** Completes what lies before the container until its body is open. */
function enter(driver: ExecutionDriver, prefix: string): void {
  for (let moves = 0; !driver.state.scopes.has(prefix) && driver.state.endedAt === null && moves < 1_000; moves++) {
    const next = [...driver.state.active].find((path) => !hasInside(driver, path));
    if (next === undefined) return;
    goOn(driver, next, 'out');
  }
}

/** `/nodes/3/body/nodes/1` lies in the first iteration of the fourth node. */
function prefixOf(definition: WorkflowDefinition, pointer: string): string {
  let value: unknown = definition;
  let prefix = '';
  let parent = '';
  for (const step of pointer.split('/').slice(1)) {
    value = (value as { readonly [key: string]: unknown })[step];
    if (parent === 'nodes') prefix += `${(value as { readonly id: string }).id}[0]/`;
    parent = step;
  }
  // The last node named is the one with the problem, unless the pointer is that of an edge.
  return /\/edges\/\d+$/.test(pointer) ? prefix : prefix.slice(0, prefix.lastIndexOf('/', prefix.length - 2) + 1);
}

/** Every condition and case of all bodies: false at first, then at random. A guard lets pass. */
function everyChoice(definition: Pick<WorkflowDefinition, 'nodes'>, random?: Random): JsonObject {
  const choices: { [name: string]: boolean } = {};
  for (const { id, type, config, body } of definition.nodes) {
    if (type === 'condition') choices[id] = id.startsWith('guard') || random?.(2) === 1;
    if (type === 'switch') for (const name of caseNames(config)) choices[`${id}_${name}`] = random?.(2) === 1;
    if (body) Object.assign(choices, everyChoice(body as Pick<WorkflowDefinition, 'nodes'>, random));
  }
  return choices;
}
const caseNames = (config: JsonObject | undefined): readonly string[] =>
  ((config?.['cases'] ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);

/** Conditions and cases as the trace has them; a case that it does not name does not hold. */
function chosen(definition: Pick<WorkflowDefinition, 'nodes'>, trace: readonly TraceStep[]): JsonObject {
  const choices: { [name: string]: boolean } = {};
  for (const { id, type, config, body } of definition.nodes) {
    if (body) Object.assign(choices, chosen(body as Pick<WorkflowDefinition, 'nodes'>, trace));
    const handles = trace.filter((step) => step.nodeId === id && step.handle !== undefined).map((step) => step.handle);
    if (handles.length === 0) continue;
    if (type === 'condition') choices[id] = handles.includes('true');
    if (type === 'switch') for (const name of caseNames(config)) choices[`${id}_${name}`] = handles.includes(name);
  }
  return choices;
}
