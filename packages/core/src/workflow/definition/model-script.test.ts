import { checkModelScript } from './model-script.js';

const pointers = (value: unknown): string[] => checkModelScript(value).map(({ pointer }) => pointer);

describe('checkModelScript', () => {
  it('finds nothing wrong with a full script', () => {
    expect(
      checkModelScript([
        {
          when: "prompt.contains('urgent') && turn == 0",
          reply: { json: { urgency: 9, note: '{{ last.content }}' } },
          delaySeconds: 0.5,
          usage: { inputTokens: 10, outputTokens: 2, cost: '0.001' },
        },
        {
          reply: {
            text: 'Hm.',
            toolCalls: [{ name: 'clock' }, { id: 'x', name: 'calculator', arguments: { expression: '{{ prompt }}' } }],
          },
        },
      ]),
    ).toEqual([]);
  });
  it('refuses what is no list of rows', () => {
    for (const value of [null, undefined, 'text', 5, {}, []]) expect(pointers(value)).toEqual(['']);
    expect(pointers(['x', null, [], 7])).toEqual(['/0', '/1', '/2', '/3']);
  });
  it('lists everything that is wrong, each with its place', () => {
    expect(
      pointers([
        { when: 'prompt ==', reply: { text: '{{ turn + }}' } },
        { when: 7, reply: { text: 5 }, delaySeconds: -1 },
        { reply: { text: 'a', json: 1 }, usage: { inputTokens: 1.5, outputTokens: -1, cost: '1e3', tokens: 1 } },
        { reply: {}, usage: 5 },
        { say: 'x' },
        { reply: { toolCalls: {} } },
        { reply: { toolCalls: [null, { name: '', arguments: [] }, { name: 'x', id: '', arguments: { a: '{{' } }] } },
        { reply: { json: { a: '{{ nope( }}' } } },
        { reply: { text: 'x' }, delaySeconds: 3_601 },
      ]),
    ).toEqual([
      '/0/when',
      '/0/reply/text',
      '/1/when',
      '/1/reply/text',
      '/1/delaySeconds',
      '/2/reply',
      '/2/usage/tokens',
      '/2/usage/inputTokens',
      '/2/usage/outputTokens',
      '/2/usage/cost',
      '/3/reply',
      '/3/usage',
      '/4/say',
      '/4/reply',
      '/5/reply/toolCalls',
      '/6/reply/toolCalls/0',
      '/6/reply/toolCalls/1/name',
      '/6/reply/toolCalls/1/arguments',
      '/6/reply/toolCalls/2/id',
      '/6/reply/toolCalls/2/arguments',
      '/7/reply/json',
      '/8/delaySeconds',
    ]);
  });
  it('escapes names in pointers and refuses too many rows', () => {
    expect(pointers([{ reply: { text: 'x' }, 'a/b~c': 1 }])).toEqual(['/0/a~1b~0c']);
    expect(pointers(Array.from({ length: 1_001 }, () => ({ reply: { text: 'x' } })))).toEqual(['']);
  });
});
