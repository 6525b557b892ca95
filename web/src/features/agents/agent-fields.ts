import type { Agent, AgentInput } from '../../api/types.js';

/** What an agent's form holds; numbers that are not set are `null`. */
export interface AgentFields {
  readonly key: string;
  readonly model: string;
  readonly fallbackModel?: string;
  readonly instructions: string;
  readonly tools?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly limits?: { readonly [limit in NumberLimit]?: number | null } & { readonly maxCost?: string | null };
  readonly peers?: {
    readonly allow?: readonly string[];
    readonly maxCalls?: number | null;
    readonly maxSeconds?: number | null;
    readonly maxTokens?: number | null;
    readonly maxCost?: string | null;
  };
}
type NumberLimit = 'maxIterations' | 'maxSeconds' | 'maxTokens';
type Filled = string | number | readonly string[];
const filled = (fields: object): { [name: string]: Filled } =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as { [name: string]: Filled };

export const fieldsOf = (agent: Agent): AgentFields => ({
  key: agent.key,
  model: agent.model,
  instructions: agent.instructions,
  tools: agent.tools,
  capabilities: agent.capabilities,
  ...(agent.fallbackModel ? { fallbackModel: agent.fallbackModel } : {}),
  limits: agent.limits as NonNullable<AgentFields['limits']>,
  ...(agent.peers ? { peers: agent.peers as NonNullable<AgentFields['peers']> } : {}),
});
/** The agent as the API takes it: what is empty is left out, and whoever may address nobody has no peers. Fields that the form does not know stay. */
export function draftOf(
  { key, model, fallbackModel, instructions, tools, capabilities, limits, peers }: AgentFields,
  known?: Agent,
): AgentInput {
  const bounds = filled({ ...(known?.limits ?? {}), ...(limits ?? {}) });
  const addressed = filled(peers ?? {});
  return {
    ...(known ? { kind: known.kind } : {}),
    key: known?.key ?? key.trim(),
    model: model.trim(),
    instructions,
    tools: [...(tools ?? [])],
    capabilities: [...(capabilities ?? [])],
    ...(fallbackModel?.trim() ? { fallbackModel: fallbackModel.trim() } : {}),
    ...(Object.keys(bounds).length > 0 ? { limits: bounds } : {}),
    ...('allow' in addressed ? { peers: addressed as unknown as NonNullable<AgentInput['peers']> } : {}),
  };
}
