import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.js';
import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';

/** Writes an execution as one file that another installation can import and replay. Credentials are never part of it. */
export async function exportExecution(io: Io, id: string, options: Target & { readonly output?: string | undefined }): Promise<ExitCode> {
  const { api } = await connect(io, options);
  const text = await api.text(`/executions/${encodeURIComponent(id)}/export`, 'application/x-ndjson');
  if (!/\n\{"kind":"end",[^\n]*\}\n$/.test(text))
    throw new CliError('the export broke off before its end', { code: 'EXPORT_BROKEN', hint: 'the server says why in its log' });
  if (options.output === undefined) io.out(text);
  else {
    await writeFile(resolve(io.cwd, options.output), text).catch((cause: unknown) =>
      Promise.reject(new CliError(`${options.output} cannot be written: ${(cause as Error).message}`, { code: 'NOT_WRITABLE', cause })),
    );
    const commits = text.split('\n').filter((line) => line.startsWith('{"kind":"commit"')).length;
    io.err(`${options.output}: ${commits} commits, ${Buffer.byteLength(text)} bytes\n`);
  }
  return EXIT.completed;
}
