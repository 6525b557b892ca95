import type { ExecutionView, HistoryItem } from '@agentflow/core';
import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { frameLine } from '../frame-line.js';
import { follow } from '../follow.js';
import { history } from '../history.js';
import type { Io } from '../io.js';
import { exitCodeOf } from '../report.js';

/** What happened in an execution: its recorded events, or with `follow` its frames from the first until it ends. The exit code of `follow` is that of its end. */
export async function logs(io: Io, id: string, options: Target & { readonly follow: boolean; readonly json: boolean }): Promise<ExitCode> {
  const { api } = await connect(io, options);
  if (!options.follow) {
    for await (const item of history(api, id)) io.out(`${options.json ? JSON.stringify(item) : historyLine(item)}\n`);
    return EXIT.completed;
  }
  await api.call<ExecutionView>('GET', `/executions/${encodeURIComponent(id)}`); // an unknown id is told before anything is followed
  for await (const frame of follow(api, id, {
    signal: io.interrupted,
    wait: (ms) => io.wait(ms),
    onBreak: () => io.err('the line broke; taking it up again\n'),
  })) {
    const line = options.json ? JSON.stringify(frame) : frameLine(frame, io.colors);
    if (line !== undefined) io.out(`${line}\n`);
  }
  return exitCodeOf((await api.call<ExecutionView>('GET', `/executions/${encodeURIComponent(id)}`)).body);
}
const historyLine = ({ seq, at, type, path, data }: HistoryItem): string => {
  const error = (data as { readonly error?: { readonly code?: string; readonly message?: string } } | null)?.error;
  return `${String(seq).padStart(4)}  ${at}  ${type}${path === null ? '' : `  ${path}`}${error?.code === undefined ? '' : `  ${error.code}: ${error.message ?? ''}`}`;
};
