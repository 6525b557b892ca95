import type { ModelMessage } from '@agentflow/ports';

/**
 * A conversation without its older half. A turn is a message with the tool results that answer it; the oldest turns go until half of them are left. Never dropped: system
 * messages, the last message with what it answers, and the last thing a user said, without which the rest would be about nothing.
 */
export function shortenContext(messages: readonly ModelMessage[]): {
  readonly messages: readonly ModelMessage[];
  readonly dropped: number;
} {
  const turns: number[] = []; // by message: its turn; -1 for system messages
  let turn = -1;
  for (const { role } of messages) turns.push(role === 'system' ? -1 : role === 'tool' && turn >= 0 ? turn : ++turn);
  const cut = Math.floor((turn + 1) / 2);
  if (cut === 0) return { messages, dropped: 0 };
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  const kept = messages.filter((_message, index) => {
    const at = turns[index] as number;
    return at < 0 || at >= cut || index === lastUser;
  });
  return { messages: kept, dropped: messages.length - kept.length };
}
