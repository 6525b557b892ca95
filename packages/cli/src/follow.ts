import type { JsonObject, LiveFrame, LiveFrameType } from '@agentflow/core';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ApiClient } from './api-client.js';
import { CliError } from './cli-error.js';

export interface FollowOptions {
  readonly signal: AbortSignal;
  wait(ms: number): Promise<void>;
  /** The line broke and is taken up again. */
  onBreak?(attempt: number): void;
}
const ATTEMPTS = 10;
const PAUSE_MS = 500;

/** The frames of an execution from its first, until all is told or `signal` aborts. A broken line is taken up after the last frame that had an id. @throws CliError when the server stays away */
export async function* follow(api: ApiClient, executionId: string, { signal, wait, onBreak }: FollowOptions): AsyncGenerator<LiveFrame> {
  let last = 0;
  for (let attempt = 0; attempt <= ATTEMPTS && !signal.aborted; attempt++) {
    if (attempt > 0) {
      onBreak?.(attempt);
      await wait(PAUSE_MS * Math.min(attempt, 4));
    }
    try {
      const stream = await api.events(`/executions/${encodeURIComponent(executionId)}/events`, last, signal);
      if (stream === null) return;
      for await (const { event, id, data } of stream
        .pipeThrough(new TextDecoderStream() as never)
        .pipeThrough(new EventSourceParserStream()) as unknown as AsyncIterable<{ event?: string; id?: string; data: string }>) {
        if (id !== undefined && /^\d+$/.test(id)) last = Number(id);
        attempt = 0;
        const type = (event ?? 'message') as LiveFrameType;
        yield { type, payload: JSON.parse(data) as JsonObject, ...(id === undefined ? {} : { id: last }) };
        if (type === 'execution_completed') return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CliError && error.code !== 'UNREACHABLE' && !error.code.startsWith('HTTP_5') && error.code !== 'UNAVAILABLE')
        throw error;
    }
  }
  if (!signal.aborted)
    throw new CliError(`the connection to ${api.url} broke, and it does not come back`, {
      code: 'UNREACHABLE',
      hint: `the execution goes on when AgentFlow runs again: agentflow logs ${executionId} -f`,
    });
}
