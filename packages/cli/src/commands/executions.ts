import type { ExecutionSummary, ExecutionView, NodeView } from '@agentflow/core';
import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { duration } from '../frame-line.js';
import type { Io } from '../io.js';
import { readJsonArgument } from '../json-argument.js';
import { shown } from '../report.js';
import { wholeValue } from '../values.js';

export type ExecutionsOptions = Target & { readonly json: boolean };
const pathOf = (id: string): string => `/executions/${encodeURIComponent(id)}`;
const secondsBetween = (from: string | null, to: string | null): string =>
  from === null || to === null ? '' : duration(Date.parse(to) - Date.parse(from));

/** The newest executions, one line each. */
export async function listExecutions(
  io: Io,
  options: ExecutionsOptions & { readonly workflow?: string | undefined; readonly status?: string | undefined; readonly limit: number },
): Promise<ExitCode> {
  const { api } = await connect(io, options);
  const query = new URLSearchParams({ page_size: String(options.limit) });
  if (options.workflow !== undefined) query.set('workflow', options.workflow);
  if (options.status !== undefined) query.set('status', options.status);
  const { items } = (await api.call<{ readonly items: readonly ExecutionSummary[] }>('GET', `/executions?${query.toString()}`)).body;
  if (options.json) io.out(`${JSON.stringify({ items })}\n`);
  else if (items.length === 0) io.err('no executions\n');
  else
    io.out(
      table(
        items.map(({ id, status, workflowName, createdAt, startedAt, endedAt }) => [
          id,
          status,
          workflowName,
          createdAt,
          secondsBetween(startedAt, endedAt),
        ]),
      ),
    );
  return EXIT.completed;
}
/** One execution with its nodes. */
export async function showExecution(io: Io, id: string, options: ExecutionsOptions): Promise<ExitCode> {
  const { api } = await connect(io, options);
  const view = (await api.call<ExecutionView>('GET', pathOf(id))).body;
  const output = await wholeValue(api, id, view.output);
  if (options.json) {
    io.out(`${JSON.stringify({ ...view, output })}\n`);
    return EXIT.completed;
  }
  const { bold } = io.colors;
  const lines = [
    `${bold(view.id)} ${view.status}${view.phase === null ? '' : ` (${view.phase})`}`,
    `workflow ${view.workflowId} revision ${view.revision}, created ${view.createdAt}${view.endedAt === null ? '' : `, took ${secondsBetween(view.startedAt, view.endedAt)}`}`,
    `usage ${view.usage.inputTokens} + ${view.usage.outputTokens} tokens, ${view.usage.cost} USD`,
    ...(view.error ? [`error ${view.error.code}${view.error.path === null ? '' : ` at ${view.error.path}`}: ${view.error.message}`] : []),
    ...view.waiting.map(({ path, kind, prompt }) => `waits for ${path} (${kind})${prompt === undefined ? '' : `: ${prompt.trim()}`}`),
  ];
  io.out(`${lines.join('\n')}\n\n${table((view.nodes ?? []).map((node) => nodeRow(node)))}`);
  if (view.nodesTotal > (view.nodes?.length ?? 0)) io.out(`… ${view.nodesTotal} nodes in all\n`);
  if (view.status === 'completed') io.out(`\n${shown(output)}\n`);
  return EXIT.completed;
}
const nodeRow = ({ path, type, status, attempt, startedAt, endedAt, error }: NodeView): string[] => [
  path,
  type,
  status,
  attempt > 1 ? `attempt ${attempt}` : '',
  secondsBetween(startedAt, endedAt),
  error ? `${error.code}: ${error.message}` : '',
];

/** Stops, pauses or resumes. */
export async function steerExecution(io: Io, verb: 'stop' | 'pause' | 'resume', id: string, options: ExecutionsOptions): Promise<ExitCode> {
  const { api } = await connect(io, options);
  const view = (await api.call<ExecutionView>('POST', `${pathOf(id)}/${verb}`, { json: {} })).body;
  io.out(options.json ? `${JSON.stringify(view)}\n` : `${view.id} ${view.phase ?? view.status}\n`);
  return EXIT.completed;
}
/** Answers the question of a node. */
export async function answerExecution(io: Io, id: string, path: string, value: string, options: ExecutionsOptions): Promise<ExitCode> {
  const answer = await readJsonArgument(io, 'the answer', value);
  const { api } = await connect(io, options);
  const view = (await api.call<ExecutionView>('POST', `${pathOf(id)}/inputs/${encodeURIComponent(path)}`, { json: { value: answer } }))
    .body;
  io.out(options.json ? `${JSON.stringify(view)}\n` : `${view.id} ${view.status}\n`);
  return EXIT.completed;
}
/** Rows with columns of one width; the last is free. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, cell.length)), []);
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at]!)))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
