import { createLocalPeerBus, createNatsPeerBus, createSystemClock, type NatsPeerBus } from '@agentflow/adapters';
import { AppError, executionId, orgId, type Json, type JsonObject, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type AgentDocument, type DocumentStore, type ModelClient, type PeerBus } from '@agentflow/ports';
import { backendEnv, eventually, node, workflow } from '@agentflow/testkit';
import { randomBytes } from 'node:crypto';
import { createPeerSeal } from './peers/peer-seal.js';
import { createMemoryDocuments } from './testing/memory-stores.js';
import { ORG, startRuntime, type RunningRuntime } from './testing/start-runtime.js';
import { createUnreliableBus, type UnreliableBus } from './testing/unreliable-bus.js';

const SECRET = 'a secret of the tests';
const one = (config: JsonObject) => workflow([node('n', 'agent', config)], ['start -> n -> end']);
const stored = (key: string, more: Partial<AgentDocument> = {}): AgentDocument => ({
  agentId: `id-${key}`,
  key,
  kind: 'react',
  model: 'scripted/echo',
  instructions: '',
  tools: [],
  capabilities: [],
  limits: {},
  version: 1,
  status: 'active',
  by: 'test',
  ...more,
});
/** A model that asks with a peer tool once, and then says what it heard. */
const asking = (name: string, args: Json): Json => [
  { when: 'turn == 0', reply: { toolCalls: [{ name, arguments: args }] } },
  { reply: { text: 'heard {{ last.content }}' } },
];

describe.each(['one process', 'NATS'])('messages between agents of two runtimes over %s', (transport) => {
  const needsServer = transport === 'NATS' && !backendEnv('NATS_URL');
  if (needsServer) console.warn('SKIPPED: messages between agents over NATS: NATS_URL is not set');
  const test = needsServer ? it.skip : it;
  /** Runs side by side do not hear one another: the org is part of every subject. */
  const run = randomBytes(6).toString('hex');
  const apart = (bus: PeerBus): PeerBus => {
    const own = (org: OrgId): OrgId => orgId(`${org} ${run}`);
    return {
      tell: (org, subject, payload) => bus.tell(own(org), subject, payload),
      ask: (org, subject, payload, timeoutMs) => bus.ask(own(org), subject, payload, timeoutMs),
      subscribe: (org, subject, handler, options) => bus.subscribe(own(org), subject, handler, options),
    };
  };
  let documents: DocumentStore;
  let asker: RunningRuntime;
  let hoster: RunningRuntime;
  let bus: UnreliableBus;
  const opened: (() => Promise<void>)[] = [];
  let seed = 1;
  const random = (): number => ((seed = (seed * 48_271) % 2_147_483_647), seed / 2_147_483_647);

  async function transportFor(): Promise<PeerBus> {
    if (transport === 'one process') return createLocalPeerBus(createSystemClock());
    const nats: NatsPeerBus = await createNatsPeerBus({ url: backendEnv('NATS_URL')! });
    opened.push(() => nats.close());
    return apart(nats);
  }
  /** One runtime takes the tasks, the other hosts the agents. */
  async function start(
    agents: readonly AgentDocument[],
    env: { readonly [name: string]: string } = {},
    models?: ModelClient,
  ): Promise<void> {
    documents = createMemoryDocuments();
    for (const agent of agents)
      await documents.put(ORG, COLLECTIONS.agents, agent.agentId, agent, { unique: { key: agent.key }, index: { key: agent.key } });
    const first = await transportFor();
    bus = createUnreliableBus(first, random);
    const second = transport === 'one process' ? first : await transportFor();
    const settings = { AGENTFLOW_PEER_PATIENCE_MS: '150', ...env };
    const common = { documents, peerSecret: SECRET };
    hoster = await startRuntime({ AGENTFLOW_PEER_AGENTS: '*', ...settings }, models, { ...common, peers: second });
    asker = await startRuntime({ AGENTFLOW_PEER_AGENTS: '', ...settings }, models, { ...common, peers: bus });
    await eventually(() => hoster.runtime.stats().peers.orgs === 1);
  }
  const script = (name: string, rules: Json): Promise<unknown> =>
    documents.put(ORG, COLLECTIONS.modelScripts, name, { name, script: rules });
  const text = (outcome: Json | object): string => JSON.stringify(outcome);
  afterEach(async () => {
    await asker?.runtime.lifecycle.stop();
    await Promise.all([asker?.stop(), hoster?.stop()]);
    for (const close of opened.splice(0)) await close();
  });

  test('an agent asks another, and the answer, its usage and the asked agent are in the asker’s step', async () => {
    await start([stored('helper', { model: 'scripted/helper' })]);
    await script('helper', [{ reply: { text: 'you said {{ prompt }}' }, usage: { inputTokens: 7, outputTokens: 5, cost: '0.03' } }]);
    await script('lead', asking('ask_agent', { agent: 'helper', message: 'ping' }));
    const task = asker.coordinator.send(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['helper'] } }), 'n');
    const outcome = await asker.coordinator.outcomeOf(task.token);
    expect(text(outcome)).toContain('you said ping');
    const [, step] = asker.coordinator.steps(task.token);
    expect(step).toMatchObject({
      kind: 'other',
      name: 'ask_agent',
      effect: 'read',
      usage: { inputTokens: 7, outputTokens: 5, cost: '0.03' },
    });
    expect(outcome).toMatchObject({ output: { value: { usage: { cost: '0.03' } } } });
    expect(hoster.runtime.stats().peers.served).toEqual({ ask: 1, tell: 0 });
    expect(asker.runtime.stats().peers).toMatchObject({ sent: { ask: 1 }, ended: { answered: 1 } });

    // A later attempt gets the recorded answer, and nobody is asked again.
    const again = asker.coordinator.send(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['helper'] } }), 'n', {
      attempt: 2,
      steps: [...asker.coordinator.steps(task.token)],
    });
    expect(await asker.coordinator.outcomeOf(again.token)).toEqual(outcome);
    expect(hoster.runtime.stats().peers.served.ask).toBe(1);
  });

  test('an agent tells one, and tells all that have a capability, and does not wait for what they make of it', async () => {
    const remembers = { model: 'scripted/remembers', tools: ['memory_set'] };
    await start([
      stored('a', { ...remembers, capabilities: ['news'] }),
      stored('b', { ...remembers, capabilities: ['news'] }),
      stored('c', remembers),
    ]);
    await script('remembers', [
      { when: 'turn == 0', reply: { toolCalls: [{ name: 'memory_set', arguments: { key: '{{ prompt }}', value: 1 } }] } },
      { reply: { text: 'ok' } },
    ]);
    await script('teller', [
      { when: 'turn == 0', reply: { toolCalls: [{ name: 'tell_agent', arguments: { agent: 'c', message: 'alone' } }] } },
      { when: 'turn == 1', reply: { toolCalls: [{ name: 'broadcast_agents', arguments: { capability: 'news', message: 'all' } }] } },
      { reply: { text: '{{ last.content }}' } },
    ]);
    const task = asker.coordinator.send(one({ model: 'scripted/teller', input: 'go', peers: { allow: ['c', 'capability:news'] } }), 'n');
    expect(text(await asker.coordinator.outcomeOf(task.token))).toContain(JSON.stringify('{"told":["a","b"],"missed":[]}').slice(1, -1));
    await eventually(() => hoster.runtime.stats().peers.served.tell === 3 && hoster.runtime.stats().peers.running === 0);
    expect(
      asker.coordinator
        .steps(task.token)
        .filter(({ kind }) => kind === 'other')
        .map(({ effect }) => effect),
    ).toEqual(['at_least_once', 'at_least_once']);
    expect(hoster.runtime.stats().peers.toldTokens).toBeGreaterThan(0);
  });

  test('a task goes to whichever agent has the capability and least to do, never back to its sender', async () => {
    await start([
      stored('lead', { model: 'scripted/lead', capabilities: ['sums'], peers: { allow: ['capability:sums'] } }),
      ...['x', 'y', 'z'].map((key) => stored(key, { model: `scripted/${key}`, capabilities: ['sums'] })),
      stored('w', { capabilities: ['words'] }),
    ]);
    for (const key of ['x', 'y', 'z']) await script(key, [{ reply: { text: `done by ${key}` } }]);
    await script('lead', asking('delegate', { capability: 'sums', task: 'add' }));
    const by: string[] = [];
    for (let i = 0; i < 9; i++)
      by.push(
        /done by (\w)/.exec(
          text(await asker.coordinator.perform(one({ agent: 'lead', input: `${i}` }), 'n', { executionId: executionId(`e${i}`) })),
        )![1]!,
      );
    expect(by.sort().join('')).toBe('xxxyyyzzz');
    await script('lead', asking('delegate', { capability: 'flying', task: 'up' }));
    expect(text(await asker.coordinator.perform(one({ agent: 'lead', input: 'go' }), 'n'))).toContain('FORBIDDEN');
    expect(hoster.runtime.stats().peers.served.ask).toBe(9);
  });

  test('an asked agent ends at the asker’s deadline, and the model is told so', async () => {
    await start([stored('slow', { model: 'scripted/slow', tools: ['clock'] })]);
    await script('slow', [
      {
        when: 'turn == 0',
        reply: { toolCalls: [{ name: 'clock', arguments: {} }] },
        usage: { inputTokens: 3, outputTokens: 4, cost: '0.01' },
      },
      { reply: { text: 'at last' }, delaySeconds: 30 },
    ]);
    await script('lead', asking('ask_agent', { agent: 'slow', message: 'hurry', seconds: 2 }));
    const task = asker.coordinator.send(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n');
    const outcome = await asker.coordinator.outcomeOf(task.token);
    expect(text(outcome)).toContain('DEADLINE_EXCEEDED');
    // What it had used until then is not forgotten.
    expect(asker.coordinator.steps(task.token)[1]).toMatchObject({
      error: { retryable: true },
      usage: { inputTokens: 3, outputTokens: 4, cost: '0.01' },
    });
    expect(outcome).toMatchObject({ output: { value: { usage: { cost: '0.01' } } } });
    await eventually(() => hoster.runtime.stats().peers.running === 0);
  });

  test('an attempt that is cancelled ends the agent that works for it', async () => {
    await start([stored('slow', { model: 'scripted/slow' })]);
    await script('slow', [{ reply: { text: 'at last' }, delaySeconds: 30 }]);
    await script('lead', asking('ask_agent', { agent: 'slow', message: 'hurry' }));
    const task = asker.coordinator.send(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n');
    await eventually(() => hoster.runtime.stats().peers.running === 1);
    asker.coordinator.cancel(task.token, 0);
    expect(await asker.coordinator.outcomeOf(task.token)).toMatchObject({ status: 'cancelled' });
    await eventually(() => hoster.runtime.stats().peers.running === 0);
  });

  test('what is not allowed, not there, or asked too often is refused by name', async () => {
    await start([
      stored('a', { model: 'scripted/a', peers: { allow: ['b'] } }),
      stored('b', { model: 'scripted/b', peers: { allow: ['a'] } }),
    ]);
    await script('a', asking('ask_agent', { agent: 'b', message: 'ping' }));
    await script('b', asking('ask_agent', { agent: 'a', message: 'pong' }));
    const outcome = text(await asker.coordinator.perform(one({ agent: 'a', input: 'go' }), 'n'));
    expect(outcome).toContain('PEER_LOOP');
    // a asked b, b asked a, a asked b; the fourth would have been a for the third time on one way.
    expect(hoster.runtime.stats().peers.served.ask).toBe(3);
    await script('lead', asking('ask_agent', { agent: 'b', message: 'x' }));
    expect(text(await asker.coordinator.perform(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['a'] } }), 'n'))).toContain(
      'FORBIDDEN',
    );
    await script('lead', asking('ask_agent', { agent: 'nobody', message: 'x' }));
    expect(text(await asker.coordinator.perform(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n'))).toContain(
      'AGENT_NOT_FOUND',
    );
    // Without `peers` there are no such tools.
    expect(text(await asker.coordinator.perform(one({ model: 'scripted/lead', input: 'go' }), 'n'))).toContain('TOOL_NOT_FOUND');
  });

  test('agents that go on asking are stopped by the number of messages', async () => {
    await start([stored('a', { model: 'scripted/a' })]);
    await script('a', [{ reply: { text: 'and?' } }]);
    await script('lead', [
      { when: 'turn < 6', reply: { toolCalls: [{ name: 'ask_agent', arguments: { agent: 'a', message: 'again' } }] } },
      { reply: { text: '{{ last.content }}' } },
    ]);
    const outcome = await asker.coordinator.perform(
      one({ model: 'scripted/lead', input: 'go', peers: { allow: ['a'], maxCalls: 4 } }),
      'n',
    );
    expect(text(outcome)).toContain('PEER_LOOP');
    expect(hoster.runtime.stats().peers.served.ask).toBe(4);
  });

  test('an outage is a typed error that may be retried, at the deadline', async () => {
    await start([stored('helper')]);
    bus.faults.down = true;
    await script('lead', asking('ask_agent', { agent: 'helper', message: 'ping', seconds: 0.5 }));
    const task = asker.coordinator.send(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n');
    expect(text(await asker.coordinator.outcomeOf(task.token))).toMatch(/UNAVAILABLE|DEADLINE_EXCEEDED/);
    expect(asker.coordinator.steps(task.token)[1]!.error).toMatchObject({ retryable: true });
    bus.faults.down = false;
    expect(text(await asker.coordinator.perform(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n'))).toContain(
      'ping',
    );
  });

  test('what is forged, replayed, expired, misdirected or of another org is dropped and counted', async () => {
    await start([stored('helper')]);
    await script('lead', asking('ask_agent', { agent: 'helper', message: 'ping' }));
    await asker.coordinator.perform(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n');
    const { subject, payload } = bus.taped.find(({ subject: of }) => of.startsWith('agents.host.'))!;
    const { content } = payload as { readonly content: JsonObject };
    const right = createPeerSeal(SECRET);
    const wrong = createPeerSeal('another secret');
    const now = Date.now();
    const fresh = { ...content, nonce: 'new', id: 'new', sentAt: now, deadline: now + 60_000 };
    const attempts: readonly (readonly [string, Json])[] = [
      ['replayed', payload],
      ['replayed', payload],
      ['forged', wrong.seal(ORG, fresh as never)],
      ['forged', { content: { ...content, agent: 'other' }, signature: (payload as JsonObject)['signature']! }],
      ['forged', { content, signature: '' }],
      ['foreign', right.seal(orgId('other'), { ...fresh, org: 'other' } as never)],
      ['forged', { content: { ...fresh, org: ORG }, signature: (right.seal(orgId('other'), fresh as never) as JsonObject)['signature']! }],
      ['expired', right.seal(ORG, { ...fresh, deadline: now - 1 } as never)],
      ['expired', right.seal(ORG, { ...fresh, deadline: now + 100 * 3_600_000 } as never)],
      ['expired', right.seal(ORG, { ...fresh, sentAt: now + 3_600_000, deadline: now + 3_700_000 } as never)],
      ['misdirected', right.seal(ORG, { ...fresh, host: 'somebody else' } as never)],
      ['malformed', 'text'],
      ['malformed', { content: null, signature: 'x' }],
      ['malformed', { content: { v: 2 }, signature: 'x' }],
    ];
    const before = hoster.runtime.stats().peers.served.ask;
    const counted: { [reason: string]: number } = {};
    for (const [reason, sent] of attempts) {
      counted[reason] = (counted[reason] ?? 0) + 1;
      await expect(bus.ask(ORG, subject, sent, 60)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    }
    const { dropped, served } = hoster.runtime.stats().peers;
    console.log(
      `${transport}: ${attempts.length} messages that were not what they said, dropped ${JSON.stringify(dropped)}, worked on ${served.ask - before}`,
    );
    expect(dropped).toMatchObject(counted);
    expect(served.ask).toBe(before);
    // The same words on another org's subject reach nobody.
    await expect(bus.ask(orgId('other'), subject, payload, 60)).rejects.toBeInstanceOf(AppError);
    const metrics = await hoster.runtime.registry.metrics();
    expect(metrics).toContain('agentflow_peer_messages_dropped_total{reason="forged"');
  });

  test('an answer that another gives in the agent’s place is not taken', async () => {
    await start([stored('helper')]);
    const wrong = createPeerSeal('another secret');
    // Listens beside the runtime, answers at once, and so before it.
    await bus.subscribe(ORG, 'agents.>', async ({ payload }) => {
      const { content } = payload as { readonly content: { readonly id: string; readonly nonce: string } };
      return wrong.seal(ORG, {
        v: 1,
        id: content.id,
        nonce: content.nonce,
        org: ORG,
        host: 'evil',
        body: { state: 'placed', agent: 'evil' },
      } as never);
    });
    await script('lead', asking('ask_agent', { agent: 'helper', message: 'ping', seconds: 1 }));
    const outcome = text(await asker.coordinator.perform(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n'));
    expect(outcome).not.toContain('evil');
    expect(asker.runtime.stats().peers.dropped.forged).toBeGreaterThan(0);
  });

  test('with one message in five lost and one in five doubled, every question is answered and worked on once', async () => {
    await start([stored('helper', { model: 'scripted/helper' })]);
    await script('helper', [{ reply: { text: 'to {{ prompt }}' } }]);
    await script('lead', asking('ask_agent', { agent: 'helper', message: '{{ prompt }}' }));
    bus.faults.drop = 0.2;
    bus.faults.double = 0.2;
    const questions = Array.from({ length: 60 }, (_, i) => `question ${i}`);
    const outcomes = await Promise.all(
      questions.map((input) => asker.coordinator.perform(one({ model: 'scripted/lead', input, peers: { allow: ['helper'] } }), 'n')),
    );
    const answered = outcomes.filter((outcome, i) => text(outcome).includes(`to ${questions[i]}`)).length;
    const { served, dropped } = hoster.runtime.stats().peers;
    const { repeats } = asker.runtime.stats().peers;
    console.log(
      `${transport}: ${questions.length} questions, ${bus.seen.messages} messages, ${bus.seen.dropped} lost, ${bus.seen.doubled} doubled; answered ${answered}, sent again ${repeats}, repeats dropped ${dropped.replayed}, worked on ${served.ask} times`,
    );
    expect(answered).toBe(60);
    expect(bus.seen.dropped).toBeGreaterThan(20);
    expect(bus.seen.doubled).toBeGreaterThan(20);
    expect(dropped.replayed).toBeGreaterThan(10);
    expect(served.ask).toBe(60);
  }, 60_000);

  test('under a budget the most is held before anybody is asked, and nobody on the way is told anything', async () => {
    await start([stored('helper', { model: 'scripted/helper', peers: { allow: ['*'] } }), stored('other', { model: 'scripted/helper' })]);
    await script('helper', [
      { when: 'turn == 0', reply: { toolCalls: [{ name: 'tell_agent', arguments: { agent: 'other', message: 'psst' } }] } },
      { reply: { text: 'helped, and {{ last.content }}' }, usage: { inputTokens: 1, outputTokens: 1, cost: '0.02' } },
    ]);
    await script('lead', asking('ask_agent', { agent: 'helper', message: 'ping' }));
    const peers = { allow: ['*'], maxCost: '0.10', maxTokens: 500 };
    const held: unknown[] = [];
    let granted = 0;
    /** Gives the asker leave for its next calls. */
    const grant = async (calls: number): Promise<void> => {
      const { coordinator } = asker;
      for (; calls > 0; calls--, granted++) {
        const asks = () => coordinator.heard.filter((message) => message.type === 'reserve');
        const message = asks()[granted] ?? (await coordinator.hears('reserve', (heard) => asks().indexOf(heard) === granted));
        held.push([message.name, message.cost, message.tokens]);
        coordinator.workers.at(-1)!.send({ type: 'reserved', id: message.id });
      }
    };
    const perform = async (definition: ReturnType<typeof one>, limits: readonly string[], calls: number) => {
      const { token } = asker.coordinator.send(definition, 'n', { budgeted: { limits } });
      await grant(calls);
      return asker.coordinator.outcomeOf(token);
    };
    const outcome = await perform(one({ model: 'scripted/lead', input: 'go', peers }), ['cost', 'tokens'], 3);
    expect(held).toContainEqual(['ask_agent', '0.10', 500]);
    expect(text(outcome)).toContain('helped');
    expect(text(outcome)).toContain('FORBIDDEN');
    expect(hoster.runtime.stats().peers.served).toEqual({ ask: 1, tell: 0 });
    await script('lead', asking('tell_agent', { agent: 'helper', message: 'ping' }));
    expect(text(await perform(one({ model: 'scripted/lead', input: 'go', peers }), ['cost'], 2))).toContain('FORBIDDEN');
    // What has no price that is known is not asked where money is limited.
    await script('lead', asking('ask_agent', { agent: 'helper', message: 'ping' }));
    const unpriced = one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'], maxCost: '0.10' } });
    expect(await perform(unpriced, ['tokens'], 1)).toMatchObject({
      status: 'failed',
      error: { code: 'PRICE_UNKNOWN' },
    });
  });

  test('an at_most_once question is not asked of another runtime when its own is gone: nobody knows how it went', async () => {
    await start([stored('slow', { model: 'scripted/slow', tools: ['memory_set'] })]);
    await script('slow', [{ reply: { text: 'at last' }, delaySeconds: 20 }]);
    await script('lead', asking('ask_agent', { agent: 'slow', message: 'hurry', seconds: 15 }));
    const definition = workflow(
      [node('n', 'agent', { model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }, { effect: 'at_most_once' })],
      ['start -> n -> end'],
    );
    const task = asker.coordinator.send(definition, 'n');
    await eventually(() => hoster.runtime.stats().peers.running === 1);
    const spare = await startRuntime({}, undefined, { documents, peerSecret: SECRET, peers: await sparePeers() });
    await eventually(() => spare.runtime.stats().peers.orgs === 1);
    await hoster.stop();
    hoster = spare;
    expect(await asker.coordinator.outcomeOf(task.token)).toMatchObject({
      status: 'failed',
      error: { details: { uncertain: true, index: 1 } },
    });
    expect(spare.runtime.stats().peers.served.ask).toBe(0);
  }, 30_000);

  test('agents work where they are hosted, by key and by capability', async () => {
    await start(
      [
        stored('a', { model: 'scripted/a' }),
        stored('b', { model: 'scripted/a', capabilities: ['sums'] }),
        stored('c', { model: 'scripted/a' }),
      ],
      {},
    );
    await script('a', [{ reply: { text: 'done' } }]);
    const narrow = await startRuntime({ AGENTFLOW_PEER_AGENTS: 'a, capability:sums', AGENTFLOW_PEER_PATIENCE_MS: '150' }, undefined, {
      documents,
      peerSecret: SECRET,
      peers: await sparePeers(),
    });
    await eventually(() => narrow.runtime.stats().peers.orgs === 1);
    await hoster.stop();
    hoster = narrow;
    const ask = async (name: string, args: Json, id: string): Promise<string> => {
      await script('lead', asking(name, args));
      const definition = one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } });
      return text(await asker.coordinator.perform(definition, 'n', { executionId: executionId(id) }));
    };
    expect(await ask('ask_agent', { agent: 'a', message: 'x' }, 'e1')).toContain('done');
    expect(await ask('ask_agent', { agent: 'b', message: 'x' }, 'e2')).toContain('done');
    expect(await ask('delegate', { capability: 'sums', task: 'x' }, 'e3')).toContain('done');
    expect(await ask('ask_agent', { agent: 'c', message: 'x', seconds: 0.4 }, 'e4')).toContain('UNAVAILABLE');
  });

  test('a runtime that is lost in the middle is replaced by another one', async () => {
    await start([stored('slow', { model: 'scripted/slow' })]);
    await script('slow', [{ reply: { text: 'at last' }, delaySeconds: 1 }]);
    await script('lead', asking('ask_agent', { agent: 'slow', message: 'hurry', seconds: 15 }));
    const task = asker.coordinator.send(one({ model: 'scripted/lead', input: 'go', peers: { allow: ['*'] } }), 'n');
    await eventually(() => hoster.runtime.stats().peers.running === 1);
    const first = hoster;
    const spare = await startRuntime({ AGENTFLOW_PEER_PATIENCE_MS: '150' }, undefined, {
      documents,
      peerSecret: SECRET,
      peers: await sparePeers(),
    });
    await eventually(() => spare.runtime.stats().peers.orgs === 1);
    await first.stop();
    hoster = spare;
    expect(text(await asker.coordinator.outcomeOf(task.token))).toContain('at last');
    expect(spare.runtime.stats().peers.served.ask).toBe(1);
  }, 30_000);
  async function sparePeers(): Promise<PeerBus> {
    return transport === 'one process' ? bus : transportFor();
  }
});
