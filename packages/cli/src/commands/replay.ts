import type { Json } from '@agentflow/core';
import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';

interface Replay {
  readonly identical: boolean;
  readonly events: number;
  readonly firstDifference?: { readonly seq: number; readonly expected: Json; readonly actual: Json };
}
/** Decides the recorded history again, without network. Exit 1 when it does not come out the same. */
export async function replayExecution(io: Io, id: string, options: Target & { readonly json: boolean }): Promise<ExitCode> {
  const { api } = await connect(io, options);
  const { body } = await api.call<Replay>('POST', `/executions/${encodeURIComponent(id)}/replay`);
  const { identical, events, firstDifference } = body;
  if (options.json) io.out(`${JSON.stringify(body)}\n`);
  else if (firstDifference === undefined) io.out(`${events} events decided again: the same\n`);
  else {
    const { seq, expected, actual } = firstDifference;
    io.out(`event ${seq} differs\n  recorded: ${JSON.stringify(expected)}\n  decided:  ${JSON.stringify(actual)}\n`);
  }
  return identical ? EXIT.completed : EXIT.failed;
}
