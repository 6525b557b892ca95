import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;
/** The world around a command: given by `main`, replaced in tests. */
export interface Io {
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Results, and nothing else. */
  out(text: string): void;
  /** Progress, questions and complaints. */
  err(text: string): void;
  /** Whether a person watches stderr. */
  readonly watched: boolean;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  readonly errStream: Writable;
  /** Colours for stderr; plain where NO_COLOR is set or nobody watches. */
  readonly colors: Colors;
  readStdin(): Promise<string>;
  /** One line typed by a person. */
  ask(question: string): Promise<string>;
  /** Aborts at the first SIGINT or SIGTERM. */
  readonly interrupted: AbortSignal;
  wait(ms: number): Promise<void>;
}
export function processIo(process: NodeJS.Process): Io {
  // A terminal without a width (some CI systems give one) cannot redraw lines.
  const watched = process.stderr.isTTY === true && process.stderr.columns > 0;
  const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  return {
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    watched,
    interactive,
    errStream: process.stderr,
    colors: picocolors.createColors(watched && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'),
    readStdin: () => readAll(process.stdin),
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question, { signal: interruption.signal });
      } finally {
        lines.close();
      }
    },
    interrupted: interruption.signal,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString('utf8');
}
