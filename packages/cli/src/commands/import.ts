import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ExecutionView } from '@agentflow/core';
import { usageError } from '../cli-error.js';
import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { reasonOf } from '../json-argument.js';

/** Takes in a file that `export` wrote: evidence to be read, replayed and forked, never run on. */
export async function importExecution(io: Io, file: string, options: Target & { readonly json: boolean }): Promise<ExitCode> {
  const lines = await readFile(resolve(io.cwd, file), 'utf8').catch((cause: unknown) => {
    throw usageError(reasonOf(cause, file), 'name a file that `agentflow export` wrote');
  });
  const { api } = await connect(io, options);
  const { status, body } = await api.call<ExecutionView>('POST', '/executions/import', { lines });
  io.out(options.json ? `${JSON.stringify(body)}\n` : `${body.id}: ${status === 201 ? 'imported' : 'was here already'}, ${body.status}\n`);
  return EXIT.completed;
}
