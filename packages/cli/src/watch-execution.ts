import type { ExecutionView, Json, JsonSchema, LiveFrame } from '@agentflow/core';
import { answerFor, type Answers } from './answers.js';
import type { ApiClient } from './api-client.js';
import { askPerson } from './ask-person.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-codes.js';
import { follow } from './follow.js';
import type { Io } from './io.js';
import type { Progress } from './progress.js';

export interface WatchOptions {
  readonly answers: Answers;
  readonly progress: Progress;
}
/** How long nothing must happen before we ask whether the execution waits for somebody, in milliseconds. */
const QUIET_MS = 250;

/**
 * Follows an execution to its end, answering its questions from `answers` or, where a person can be asked, at the terminal.
 * Comes back early when it waits for somebody who is not here: then its status is `waiting` or `paused`.
 * @throws CliError when an answer given by `--answers` is refused
 */
export async function watchExecution(io: Io, api: ApiClient, id: string, { answers, progress }: WatchOptions): Promise<ExecutionView> {
  const path = `/executions/${encodeURIComponent(id)}`;
  const get = async (): Promise<ExecutionView> => (await api.call<ExecutionView>('GET', path)).body;
  const leave = new AbortController();
  const onInterrupt = (): void => leave.abort();
  io.interrupted.addEventListener('abort', onInterrupt, { once: true });
  let blocked: ExecutionView | undefined;
  /** Questions that nobody here answers. */
  let open = false;
  let quiet: NodeJS.Timeout | undefined;
  const lookWhenQuiet = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      get().then(
        (view) => {
          if (!waitsForSomebody(view)) return view.status === 'running' ? lookWhenQuiet() : undefined;
          blocked = view;
          leave.abort();
        },
        () => undefined, // the stream will tell what is wrong
      );
    }, QUIET_MS);
  };
  try {
    for await (const frame of follow(api, id, {
      signal: leave.signal,
      wait: (ms) => io.wait(ms),
      onBreak: () => progress.note('the line broke; taking it up again'),
    })) {
      const willAsk = frame.type === 'user_input_required' && io.interactive && answerFor(answers, pathOf(frame)) === undefined;
      progress.frame(frame, { silent: willAsk });
      if (frame.type === 'user_input_required') open = !(await answer(frame)) || open;
      if (frame.type === 'execution_paused' || (frame.type === 'log' && frame.payload['uncertain'] === true)) open = true;
      if (frame.type === 'execution_resumed') open = false;
      if (open) lookWhenQuiet();
    }
  } finally {
    clearTimeout(quiet);
    io.interrupted.removeEventListener('abort', onInterrupt);
    progress.stop();
  }
  return blocked ?? get();

  /** Whether the question was dealt with. */
  async function answer(frame: LiveFrame): Promise<boolean> {
    const { payload } = frame;
    const node = pathOf(frame);
    // A history is told from its beginning: the question may have been answered long ago.
    if (!(await get()).waiting.some((wait) => wait.path === node && wait.kind === 'human')) return true;
    const given = answerFor(answers, node);
    if (given !== undefined) return send(node, given, true);
    if (!io.interactive) return false;
    for (;;) {
      progress.pause();
      const value = await askPerson(io, {
        path: node,
        prompt: String(payload['prompt'] ?? ''),
        schema: (payload['input_schema'] ?? {}) as JsonSchema,
      });
      if (await send(node, value, false)) return true;
    }
  }
  async function send(node: string, value: Json, fromFile: boolean): Promise<boolean> {
    try {
      await api.call('POST', `${path}/inputs/${encodeURIComponent(node)}`, { json: { value } });
      return true;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      if (error.code === 'ALREADY_ANSWERED' || error.code === 'INPUT_NOT_WAITING' || error.code === 'EXECUTION_ENDED') return true;
      if (error.exitCode !== EXIT.problems) throw error;
      const why = error.problems.map(({ pointer, message }) => `${pointer || '/'} ${message}`).join('; ') || error.message;
      if (fromFile)
        throw new CliError(`the answer for ${node} is refused: ${why}`, {
          exitCode: EXIT.problems,
          code: error.code,
          problems: error.problems,
          hint: `execution ${id} still waits: agentflow executions answer ${id} ${node} '<json>'`,
        });
      io.err(`  ${io.colors.yellow(why)}\n`);
      return false;
    }
  }
}
const pathOf = ({ payload }: LiveFrame): string => String(payload['path'] ?? payload['node_id']);

/** Whether nothing will happen until a person does something: a question, a call of unknown outcome, a pause. Timers go on by themselves. */
export const waitsForSomebody = ({ status, waiting }: Pick<ExecutionView, 'status' | 'waiting'>): boolean =>
  status === 'paused' || (status === 'waiting' && waiting.length > 0 && waiting.every(({ kind }) => kind !== 'timer'));
