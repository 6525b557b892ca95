import type { ChildMessage, RunMessage } from './protocol.js';
import { runGuest, warmUp } from './run-guest.js';

/** Entry of a sandbox process. It has no environment, an empty folder, and one channel: to its parent. */
const say = (message: ChildMessage): void => void process.send?.(message);

process.on('message', (message: RunMessage) => {
  void runGuest(message, (level, text) => say({ type: 'log', id: message.id, level, message: text })).then((answer) =>
    say(
      'value' in answer
        ? { type: 'done', id: message.id, value: answer.value }
        : { type: 'failed', id: message.id, limit: answer.limit, message: answer.message },
    ),
  );
});
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', () => process.exit(70));
process.on('unhandledRejection', () => process.exit(70));
void warmUp().then(() => say({ type: 'ready' }));
