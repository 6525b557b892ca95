import type { LiveFrame } from '@agentflow/core';
import { frameLine } from './frame-line.js';
import type { Io } from './io.js';

/** Shows on stderr how an execution goes. */
export interface Progress {
  frame(frame: LiveFrame): void;
  note(line: string): void;
  /** Gets out of the way, e.g. for a question. The next frame brings it back. */
  pause(): void;
  stop(): void;
}
/** With a spinner that names what runs and shows what models write where a person watches; else one plain line per event. */
export const createProgress = (io: Io): Promise<Progress> => (io.watched ? spinning(io) : Promise.resolve(plain(io)));

function plain(io: Io): Progress {
  return {
    frame(frame) {
      const line = frameLine(frame, io.colors);
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
  const show = (): void => {
    if (running.size === 0) return;
    const text = [...running].map(([path, tail]) => (tail === '' ? path : `${path} ${io.colors.dim(tail)}`)).join('  ');
    spinner.text = text;
    if (!spinner.isSpinning) spinner.start();
  };
  return {
    frame(frame) {
      const { type, payload } = frame;
      const path = String(payload['path'] ?? payload['node_id'] ?? '');
      if (type === 'node_started' && payload['node_type'] !== 'start' && payload['node_type'] !== 'end') running.set(path, '');
      if (type === 'node_output_delta')
        running.set(path, `${running.get(path) ?? ''}${String(payload['text'] ?? '')}`.replace(/\s+/g, ' ').slice(-60));
      if (['node_completed', 'node_failed', 'node_skipped', 'user_input_required'].includes(type)) running.delete(path);
      if (type === 'execution_completed') running.clear();
      const line = frameLine(frame, io.colors);
      if (line !== undefined) say(line);
      if (running.size === 0) spinner.stop();
      else show();
    },
    note: say,
    pause: () => void spinner.stop(),
    stop: () => void spinner.stop(),
  };
}
