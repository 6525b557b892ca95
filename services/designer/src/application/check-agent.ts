import { AppError, escapePointer, type JsonObject, type OrgId, type Problem } from '@agentflow/core';
import type { AgentDocument, AgentDraft } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { keyProblems } from './keys.js';
import { peersProblems } from '@agentflow/nodes';
import { hasModel, listedModels } from './references.js';
import { requireShallow } from './require-shallow.js';

/** Kinds of agent loops that workers can run. */
const KINDS: readonly string[] = ['react'];
const MAX_INSTRUCTIONS = 200_000;
/** What the agent node type takes as limits. */
const LIMITS = new Set(['maxIterations', 'maxSeconds', 'maxCost', 'maxTokens']);
const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/;

export type AgentContent = Pick<
  AgentDocument,
  'key' | 'kind' | 'model' | 'fallbackModel' | 'instructions' | 'tools' | 'capabilities' | 'limits' | 'peers'
>;

/** The draft with its defaults, if nothing is wrong with it. @throws AppError INVALID_INPUT with all problems */
export async function checkAgent(deps: DesignerDeps, org: OrgId, draft: AgentDraft): Promise<AgentContent> {
  requireShallow(draft as unknown as JsonObject, 'the agent');
  const { key, model, fallbackModel, instructions, tools = [], capabilities = [], limits = {}, peers } = draft;
  const kind = (draft.kind ?? 'react').toLowerCase();
  const problems: Problem[] = [...keyProblems(key)];
  const say = (pointer: string, code: string, message: string): void => void problems.push({ pointer, code, severity: 'error', message });
  if (!KINDS.includes(kind)) say('/kind', 'UNKNOWN_KIND', `an agent's kind is one of ${KINDS.join(', ')}`);
  if (typeof model !== 'string' || model === '') say('/model', 'MODEL_REQUIRED', 'an agent names its model, as "provider/name"');
  else if (!(await hasModel(deps, org, model, await listedModels(deps))))
    say('/model', 'UNKNOWN_MODEL', `no model is called "${model.slice(0, 100)}"`);
  if (
    fallbackModel !== undefined &&
    (typeof fallbackModel !== 'string' || !(await hasModel(deps, org, fallbackModel, await listedModels(deps))))
  )
    say('/fallbackModel', 'UNKNOWN_MODEL', `no model is called "${String(fallbackModel).slice(0, 100)}"`);
  if (typeof instructions !== 'string' || instructions.length > MAX_INSTRUCTIONS)
    say('/instructions', 'INVALID_INSTRUCTIONS', `instructions are text of at most ${MAX_INSTRUCTIONS} characters`);
  const known = new Set(deps.tools().map((tool) => tool.name));
  tools.forEach((tool, i) => {
    if (!known.has(tool)) say(`/tools/${i}`, 'UNKNOWN_TOOL', `no tool is called "${String(tool).slice(0, 100)}"`);
    else if (tools.indexOf(tool) !== i) say(`/tools/${i}`, 'DUPLICATE_TOOL', `the tool "${tool}" is named twice`);
  });
  capabilities.forEach((capability, i) => {
    if (typeof capability !== 'string' || capability === '' || capability.length > 100)
      say(`/capabilities/${i}`, 'INVALID_CAPABILITY', 'a capability is a word of at most 100 characters');
  });
  for (const [name, value] of Object.entries(limits)) {
    const pointer = `/limits/${escapePointer(name)}`;
    if (!LIMITS.has(name)) say(pointer, 'UNKNOWN_LIMIT', `an agent's limits are ${[...LIMITS].join(', ')}`);
    else if (!isPositive(value) && !(name === 'maxCost' && typeof value === 'string' && DECIMAL.test(value)))
      say(pointer, 'INVALID_LIMIT', `${name} is a positive number${name === 'maxCost' ? ', or USD as decimal text' : ''}`);
  }
  if (peers !== undefined) for (const { pointer, message } of peersProblems(peers)) say(`/peers${pointer}`, 'INVALID_PEERS', message);
  if (problems.length > 0) throw new AppError('INVALID_INPUT', problems[0]!.message, {}, { problems });
  return {
    key,
    kind,
    model,
    ...(fallbackModel !== undefined && { fallbackModel }),
    instructions,
    tools: [...tools],
    capabilities: [...capabilities],
    limits,
    ...(peers !== undefined && { peers }),
  };
}
const isPositive = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value > 0;
