/** Workflows that have something to look at while they run. */
const code = (id, title, source, more = {}) => ({ id, type: 'code', title, config: { source, arguments: {} }, ...more });
const chain = (...ids) => ids.slice(1).map((target, index) => ({ source: ids[index], target }));
const WORDS = 'The fence is old, the garden behind it is not, and whoever walks along it sees both, word by word. ';
export const SLOW_MODEL = {
  script: [{ reply: { text: WORDS.repeat(12) }, delaySeconds: 20, usage: { inputTokens: 40, outputTokens: 160 } }],
};

/** Asks an archive until it opens, streams, then asks a person. */
export const report = (archive) => ({
  schemaVersion: '1',
  name: 'Write a report',
  inputs: { type: 'object', required: ['topic'], properties: { topic: { type: 'string', title: 'Topic' } } },
  nodes: [
    { id: 'start', type: 'start' },
    code('look', 'Look for notes', "export default () => { console.log('looking for notes'); return 1; }"),
    {
      id: 'fetch',
      type: 'http',
      title: 'Fetch notes',
      config: { method: 'GET', url: archive },
      retry: { maxAttempts: 8, initialDelaySeconds: 1, maxDelaySeconds: 1 },
    },
    { id: 'write', type: 'llm', title: 'Write it', config: { model: 'scripted/watch-writer', prompt: 'Write about {{ input.topic }}' } },
    {
      id: 'ask',
      type: 'human',
      title: 'Approve the text',
      config: { prompt: 'Send the report?', schema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } } },
    },
    { id: 'end', type: 'end', config: { output: { sent: '{{ ask.output.ok }}', text: '{{ write.output.text }}' } } },
  ],
  edges: chain('start', 'look', 'fetch', 'write', 'ask', 'end'),
});
/** A hundred items, two of which fail and are lived with. */
export const orders = {
  schemaVersion: '1',
  name: 'Hundred orders',
  nodes: [
    { id: 'start', type: 'start' },
    code('list', 'List orders', 'export default () => Array.from({ length: 100 }, (_, i) => 1000 + i)'),
    {
      id: 'each',
      type: 'map',
      title: 'Check every order',
      config: { items: 'list.output', concurrency: 4 },
      body: {
        nodes: [
          { id: 'start', type: 'start' },
          {
            id: 'check',
            type: 'code',
            title: 'Check',
            config: {
              source: "export default ({ n }) => { if (n === 1013 || n === 1057) throw new Error('the ledger refuses ' + n); return n; }",
              arguments: { n: '{{ item }}' },
            },
            onError: 'continue',
            retry: { maxAttempts: 1 },
          },
          { id: 'end', type: 'end', config: { output: '{{ check.output }}' } },
        ],
        edges: chain('start', 'check', 'end'),
      },
    },
    { id: 'end', type: 'end', config: { output: '{{ each.output.size() }}' } },
  ],
  edges: chain('start', 'list', 'each', 'end'),
};
/** What it answers is not kind to whoever shows it. */
export const hostile = {
  schemaVersion: '1',
  name: 'Hostile <img src=x onerror=alert(1)>',
  nodes: [
    { id: 'start', type: 'start' },
    code('big', 'A megabyte', "export default () => 'x'.repeat(500000) + '<img src=x onerror=alert(1)>' + 'слово '.repeat(90000)"),
    code(
      'markup',
      'Markup',
      "export default () => ({ html: '<img src=x onerror=alert(1)><script>alert(2)</script>', rtl: 'invoice \\u202Egpj.exe', '<b>key</b>': 1 })",
    ),
    code('deep', 'Deep', "export default () => { let v = 'bottom'; for (let i = 0; i < 300; i++) v = { down: v }; return v; }"),
    code('wide', 'Wide', 'export default () => Array.from({ length: 9000 }, (_, i) => i)'),
    code('bad', 'Fails', "export default () => { throw new Error('<img src=x onerror=alert(3)> ' + 'y'.repeat(3000)); }", {
      onError: 'continue',
      retry: { maxAttempts: 1 },
    }),
    { id: 'end', type: 'end', config: { output: '{{ markup.output }}' } },
  ],
  edges: chain('start', 'big', 'markup', 'deep', 'wide', 'bad', 'end'),
};
export const plain = (name) => ({
  schemaVersion: '1',
  name,
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'end', type: 'end', config: { output: 'done' } },
  ],
  edges: chain('start', 'end'),
});
/** Listens to the end of executions of `workflow` and cannot use what it hears: its input is to be a number. */
export const listener = (workflow) => ({
  ...plain('On every end'),
  inputs: { type: 'object', required: ['number'], properties: { number: { type: 'integer' } } },
  triggers: [
    {
      id: 'ends',
      type: 'event',
      enabled: true,
      config: {
        topic: 'agentflow.events.execution.v1',
        filter: `trigger.event.type == 'agentflow.execution.completed.v1' && trigger.event.source.endsWith('/${workflow}')`,
      },
      input: { number: '{{ trigger.event.type }}' },
    },
    { id: 'nightly', type: 'schedule', config: { cron: '0 3 * * *', timeZone: 'Asia/Shanghai', missed: 'skip' }, input: { number: 1 } },
  ],
});
/** Calls `workflow`. */
export const caller = (workflow) => ({
  ...plain('Calls the report'),
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'call', type: 'subflow', config: { workflow, input: { topic: 'owls' } } },
    { id: 'end', type: 'end', config: { output: '{{ call.output }}' } },
  ],
  edges: chain('start', 'call', 'end'),
});
