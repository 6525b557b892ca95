import type { ExecutionId } from '../ids.js';
import type { ExecutionMessage } from './commit.js';

/** What goes back to the sender of a message that can never be delivered, because it waits for what the message was to bring about; `null`: nobody waits. */
export function undeliverable(_message: ExecutionMessage, _from: ExecutionId, _error: unknown): ExecutionMessage | null {
  return null;
}
