import { client, readAs } from './client.js';
import { fetchExecution } from './executions.js';
import type { ExecutionView, Json, NodeDetailView } from './types.js';

export interface NodeTest {
  /** Where the node stands in the draft: `classify`, `each/approve`. */
  readonly path: string;
  readonly input: Json;
  /** Outputs of other nodes by path; under a container's, the item of its body. */
  readonly pins: { readonly [path: string]: Json };
}
export interface NodeTestResult {
  readonly execution: ExecutionView;
  /** `null` when the execution ended before it reached the node. */
  readonly detail: NodeDetailView | null;
  readonly logs: readonly { readonly level: string; readonly message: string }[];
}
const WAIT_SECONDS = 50;
/** Runs one node of the draft as a trial and waits for its end, at most some fifty seconds. @throws ApiError */
export async function testNode(workflow: string, test: NodeTest): Promise<NodeTestResult> {
  const started = await readAs<ExecutionView>(
    client.POST('/api/v1/workflows/{id}/test-node', {
      params: { path: { id: workflow }, query: { wait: WAIT_SECONDS } },
      body: test as never,
    }),
  );
  const [execution, logs] = await Promise.all([fetchExecution(started.id), logsOf(started.id, started.endedAt !== null)]);
  const id = test.path.split('/').at(-1) ?? '';
  const ran = execution.nodes?.find((node) => node.path.replace(/\[\d+\]/g, '') === test.path || node.id === id);
  const detail = ran
    ? await readAs<NodeDetailView>(
        client.GET('/api/v1/executions/{id}/nodes/{path}', { params: { path: { id: started.id, path: ran.path } } }),
      )
    : null;
  return { execution, detail, logs };
}
const LOG_MS = 2000;
/** The lines that an ended execution logged; live ones are on its own page. */
async function logsOf(execution: string, ended: boolean): Promise<NodeTestResult['logs']> {
  if (!ended) return [];
  const lines: { level: string; message: string }[] = [];
  await new Promise<void>((resolve) => {
    const source = new EventSource(`/api/v1/executions/${encodeURIComponent(execution)}/events`);
    const close = (): void => {
      clearTimeout(timer);
      source.close();
      resolve();
    };
    const timer = setTimeout(close, LOG_MS);
    source.addEventListener('log', (event) => {
      const { level, message } = JSON.parse((event as MessageEvent<string>).data) as { level?: string; message?: string };
      lines.push({ level: level ?? 'info', message: message ?? '' });
    });
    source.addEventListener('execution_completed', close);
    source.onerror = close;
  });
  return lines;
}
