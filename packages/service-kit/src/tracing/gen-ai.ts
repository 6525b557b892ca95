/**
 * Names of the semantic conventions for generative AI, as of their revision of November 2026 (https://github.com/open-telemetry/semantic-conventions-genai): all of them
 * are still in development, so this is the only file that knows them. What people and models say is never recorded: `gen_ai.input.messages`, `gen_ai.output.messages`,
 * `gen_ai.system_instructions` and the arguments and results of tools are left out on purpose.
 */
export const GEN_AI = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  requestMaxTokens: 'gen_ai.request.max_tokens',
  requestTemperature: 'gen_ai.request.temperature',
  finishReasons: 'gen_ai.response.finish_reasons',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  agentName: 'gen_ai.agent.name',
  toolName: 'gen_ai.tool.name',
  toolType: 'gen_ai.tool.type',
  workflowName: 'gen_ai.workflow.name',
  conversation: 'gen_ai.conversation.id',
} as const;
/** Values of `gen_ai.operation.name`. */
export const GEN_AI_OPERATIONS = {
  workflow: 'invoke_workflow',
  agent: 'invoke_agent',
  chat: 'chat',
  tool: 'execute_tool',
} as const;
/** Names of ours, for what no convention has a word for. */
export const SPAN = {
  org: 'agentflow.org',
  execution: 'agentflow.execution.id',
  workflow: 'agentflow.workflow.id',
  path: 'agentflow.node.path',
  nodeType: 'agentflow.node.type',
  attempt: 'agentflow.attempt',
  status: 'agentflow.status',
  cost: 'agentflow.usage.cost_usd',
} as const;
