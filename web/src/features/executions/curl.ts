import type { ExecutionView, Json } from '../../api/types.js';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** The call that starts the same execution again, as one types it into a shell. */
export function curlOf(origin: string, execution: Pick<ExecutionView, 'workflowId' | 'revision' | 'input'>): string {
  const body: { [name: string]: Json } = { input: execution.input, revision: execution.revision };
  return [
    `curl -X POST ${quote(`${origin}/api/v1/workflows/${encodeURIComponent(execution.workflowId)}/execute`)}`,
    `-H "Authorization: Bearer $AGENTFLOW_KEY"`,
    `-H 'Content-Type: application/json'`,
    `-H "Idempotency-Key: $(uuidgen)"`,
    `-d ${quote(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}
