import { PassThrough } from 'node:stream';
import picocolors from 'picocolors';
import type { Io } from '../io.js';

export interface FakeIo extends Io {
  stdout: string;
  stderr: string;
  /** What a person types, line by line; questions are kept in `asked`. */
  readonly typed: string[];
  readonly asked: string[];
  interrupt(): void;
}
/** A world without terminal: text is collected, a person's lines are given beforehand. */
export function fakeIo(
  more: Partial<Pick<Io, 'env' | 'cwd' | 'interactive' | 'watched'>> & { readonly stdin?: string; readonly typed?: readonly string[] } = {},
): FakeIo {
  const interruption = new AbortController();
  const io: FakeIo = {
    env: {},
    cwd: process.cwd(),
    watched: false,
    interactive: false,
    ...more,
    stdout: '',
    stderr: '',
    typed: [...(more.typed ?? [])],
    asked: [],
    out: (text) => void (io.stdout += text),
    err: (text) => void (io.stderr += text),
    errStream: new PassThrough(),
    colors: picocolors.createColors(false),
    readStdin: async () => more.stdin ?? '',
    ask: async (question) => {
      io.asked.push(question);
      const line = io.typed.shift();
      if (line === undefined) throw new Error(`nobody answers "${question}"`);
      return line;
    },
    interrupted: interruption.signal,
    interrupt: () => interruption.abort(),
    wait: () => Promise.resolve(),
  };
  return io;
}
