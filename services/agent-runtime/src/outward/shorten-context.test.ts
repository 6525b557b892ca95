import fc from 'fast-check';
import type { ModelMessage } from '@agentflow/ports';
import { shortenContext } from './shorten-context.js';

const say = (role: 'system' | 'user', content: string): ModelMessage => ({ role, content });
const act = (id: string): ModelMessage => ({ role: 'assistant', content: '', toolCalls: [{ id, name: 't', arguments: {} }] });
const observe = (id: string): ModelMessage => ({ role: 'tool', toolCallId: id, name: 't', content: id });
const shown = (messages: readonly ModelMessage[]): string[] =>
  messages.map((m) =>
    m.role === 'tool' ? `tool ${m.toolCallId}` : m.role === 'assistant' && m.toolCalls ? `call ${m.toolCalls[0]?.id}` : m.content,
  );

describe('a shortened conversation', () => {
  it('loses its oldest turns until half of them are left, never the system prompt', () => {
    const messages = [say('system', 'S'), ...[1, 2, 3, 4, 5].map((n) => say('user', `u${n}`))];
    const { messages: kept, dropped } = shortenContext(messages);
    expect([shown(kept), dropped]).toEqual([['S', 'u3', 'u4', 'u5'], 2]);
  });
  it('keeps what the user asked last, and calls together with their results', () => {
    const messages = [say('system', 'S'), say('user', 'task'), act('a'), observe('a'), act('b'), observe('b'), act('c'), observe('c')];
    expect(shown(shortenContext(messages).messages)).toEqual(['S', 'task', 'call b', 'tool b', 'call c', 'tool c']);
  });
  it('is the same where there is one turn', () => {
    const messages = [say('system', 'S'), say('user', 'u')];
    expect(shortenContext(messages)).toEqual({ messages, dropped: 0 });
    expect(shortenContext([])).toEqual({ messages: [], dropped: 0 });
  });
  it('keeps order, system prompts, the last message and the call of every result, whatever came before', () => {
    const turn = fc.oneof(
      fc.constant(() => [say('user', 'u')]),
      fc.constant(() => [say('system', 's')]),
      fc.integer({ min: 1, max: 3 }).map((n) => (id: string) => [act(id), ...Array.from({ length: n }, () => observe(id))]),
    );
    let shorter = 0;
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 30 }), (turns) => {
        const messages = turns.flatMap((make, index) => make(String(index)));
        const { messages: kept, dropped } = shortenContext(messages);
        const places = kept.map((message) => messages.indexOf(message));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(kept.length + dropped).toBe(messages.length);
        expect(kept.at(-1)).toBe(messages.at(-1));
        expect(kept.filter(({ role }) => role === 'system')).toEqual(messages.filter(({ role }) => role === 'system'));
        const called = new Set(kept.flatMap((m) => (m.role === 'assistant' ? (m.toolCalls ?? []).map(({ id }) => id) : [])));
        expect(kept.every((m) => m.role !== 'tool' || called.has(m.toolCallId))).toBe(true);
        if (dropped > 0) shorter++;
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(shorter).toBeGreaterThan(100);
  });
});
