import type { LiveFrame } from '@agentflow/core';
import { frameLine } from './frame-line.js';
import type { Io } from './io.js';

/** Shows on stderr how an execution goes. */
export interface Progress {
  /** `silent`: something else tells of it. */
  frame(frame: LiveFrame, options?: { readonly silent?: boolean }): void;
  note(line: string): void;
  /** Gets out of the way, e.g. for a question. The next frame brings it back. */
  pause(): void;
  stop(): void;
}
/** With a spinner that names what runs and shows what models write where a person watches; else one plain line per event. */
export const createProgress = (io: Io): Promise<Progress> => (io.watched ? spinning(io) : Promise.resolve(plain(io)));

function plain(io: Io): Progress {
  return {
    frame(frame, { silent = false } = {}) {
      const line = silent ? undefined : frameLine(frame, io.colors);
      if (line !== undefined) io.err(`${line}\n`);
    },
    note: (line) => io.err(`${line}\n`),
    pause: () => undefined,
    stop: () => undefined,
  };
}
async function spinning(io: Io): Promise<Progress> {
  const { default: ora } = await import('ora');
  const spinner = ora({
    stream: io.errStream as NodeJS.WritableStream,
    discardStdin: false,
    color: io.colors.isColorSupported ? 'cyan' : (false as never),
  });
  const running = new Map<string, string>();
  const say = (line: string): void => {
    const was = spinner.isSpinning;
    if (was) spinner.stop();
    io.err(`${line}\n`);
    if (was) spinner.start();
  };
  return {
    frame(frame, { silent = false } = {}) {
      note(running, frame);
      if (running.size === 0) spinner.stop();
      else spinner.text = [...running].map(([path, tail]) => (tail === '' ? path : `${path} ${io.colors.dim(tail)}`)).join('  ');
      const line = silent ? undefined : frameLine(frame, io.colors);
      if (line !== undefined) say(line);
      if (running.size > 0 && !spinner.isSpinning) spinner.start();
    },
    note: say,
    pause: () => void spinner.stop(),
    stop: () => void spinner.stop(),
  };
}
const TAIL = 60;
const OVER: ReadonlySet<string> = new Set(['node_completed', 'node_skipped', 'user_input_required']);
/** Keeps which nodes run, and the end of what their models have written. */
function note(running: Map<string, string>, { type, payload }: LiveFrame): void {
  const path = String(payload['path'] ?? payload['node_id'] ?? '');
  if (type === 'node_started' && payload['node_type'] !== 'start' && payload['node_type'] !== 'end') running.set(path, '');
  else if (type === 'node_output_delta')
    running.set(path, `${running.get(path) ?? ''}${String(payload['text'] ?? '')}`.replace(/\s+/g, ' ').slice(-TAIL));
  else if (OVER.has(type) || type === 'node_failed') running.delete(path);
  else if (type === 'execution_completed' || type === 'execution_paused') running.clear();
}
