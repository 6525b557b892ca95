import {
  AppError,
  chooseRevision,
  createSchemaCheck,
  isRef,
  type BindingValue,
  type ExecutionId,
  type ExecutionMessage,
  type Held,
  type Json,
  type OrgId,
  type Plan,
  type Releasable,
  type SchemaCheck,
  type StartExecution,
} from '@agentflow/core';
import type { PlanSource } from '@agentflow/ports';
import type { Parcel, PostmanPorts } from './postman.js';
import type { Values } from './values.js';

/** What a subflow runs that names no revision: the one that is released now. @throws AppError WORKFLOW_NOT_FOUND, NOT_PUBLISHED */
export type FindRelease = (org: OrgId, workflow: string) => Promise<Omit<Releasable, 'inputs'> & { readonly workflowName: string }>;

/**
 * Makes messages fit to be handed over: a subflow's released revision is looked up and its input checked, large values are copied to where the
 * receiver finds them (each execution has its own, so that it can be deleted alone).
 */
export function prepareMessages(deps: {
  readonly values: Values;
  readonly plans: PlanSource;
  readonly exists: (org: OrgId, id: ExecutionId) => Promise<boolean>;
  readonly findRelease: FindRelease;
}): Pick<PostmanPorts, 'needsPreparing' | 'prepare'> {
  const { values, plans, exists, findRelease } = deps;
  const checks = new WeakMap<Plan, SchemaCheck>();

  async function prepareStart({ org, from, message }: Parcel, start: StartExecution): Promise<ExecutionMessage | null> {
    const { to } = message;
    let command = start;
    if (start.digest === '') {
      // It may have started already, from what was released then.
      if (await exists(org, to)) return null;
      // Its id draws whether it runs a canary: prepared again, it is the same.
      const { workflowId, workflowName, revision, digest } = chooseRevision(await findRelease(org, start.workflowId), to);
      command = { ...start, workflowId, workflowName, revision, digest };
    }
    const plan = plans.cached(org, command.digest) ?? (await plans.load(org, command.digest));
    const { input } = command;
    for (const held of handedOver(command)) await copy(org, from, to, held);
    checkInput(plan, isRef(input) ? (JSON.parse(await copy(org, from, to, input)) as Json) : input.value);
    return { to, command };
  }
  function checkInput(plan: Plan, input: Json): void {
    let check = checks.get(plan);
    if (!check) checks.set(plan, (check = createSchemaCheck(plan.inputs)));
    const problems = check(input);
    if (problems.length === 0) return;
    throw new AppError('INVALID_INPUT', `the subflow does not take this input: ${problems[0]?.message}`, {}, { problems });
  }
  /** @returns the JSON text */
  async function copy(org: OrgId, from: ExecutionId, to: ExecutionId, held: Held): Promise<string> {
    if (!isRef(held)) return JSON.stringify(held.value);
    const text = await values.text(org, from, held.ref);
    await values.put(org, to, held.ref, text);
    return text;
  }

  return {
    needsPreparing: ({ message: { command } }) => (command.type === 'StartExecution' ? true : carried(command).length > 0),
    async prepare(parcel) {
      const { org, from, message } = parcel;
      if (message.command.type === 'StartExecution') return prepareStart(parcel, message.command);
      for (const held of carried(message.command)) await copy(org, from, message.to, held);
      return message;
    },
  };
}
const NONE: readonly Held[] = [];
/** The large values that a message brings along. */
function carried(command: ExecutionMessage['command']): readonly Held[] {
  if (command.type === 'DeliverSignal') return isRef(command.payload) ? [command.payload] : NONE;
  if (command.type !== 'EndChild') return NONE;
  const { output, segment } = command;
  const own = output && isRef(output) ? [output] : NONE;
  return segment?.nodes ? [...own, ...segment.nodes.map((node) => node.output).filter(isRef)] : own;
}
/** The large values that a segment's execution is handed over. */
function handedOver({ segment }: StartExecution): readonly Held[] {
  if (!segment) return NONE;
  return Object.values(segment.values).flatMap(heldIn).filter(isRef);
}
function heldIn(binding: BindingValue): readonly Held[] {
  switch (binding.kind) {
    case 'value':
      return [binding.held];
    case 'node':
      return [binding.output];
    case 'container':
      return [binding.item, binding.last];
    case 'compensated':
      return [binding.input, binding.output];
  }
}
