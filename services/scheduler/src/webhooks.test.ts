import { Webhook } from 'standardwebhooks';
import type { WebhookRequest } from '@agentflow/ports';
import { call, createWorld, ORG, seal, type World } from './testing/world.js';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret, also 32 bytes ..').toString('base64')}`;
const signed = (
  world: World,
  hookId: string,
  body: string,
  over: { id?: string; at?: number; secret?: string; sentBody?: string } = {},
): WebhookRequest => {
  const { id = 'msg_1', at = world.fake.now(), secret = SECRET, sentBody = body } = over;
  const seconds = Math.floor(at / 1_000);
  const signature = new Webhook(secret).sign(id, new Date(seconds * 1_000), body);
  return call(hookId, sentBody, { headers: { 'Webhook-Id': id, 'Webhook-Timestamp': String(seconds), 'Webhook-Signature': signature } });
};
async function open(config: object, over: { input?: object; inputs?: object } = {}): Promise<{ world: World; hookId: string }> {
  const world = createWorld(over.inputs === undefined ? {} : { inputs: over.inputs as never });
  await world.putCredential('signing', 'standard-webhooks', SECRET);
  await world.putCredential('token', 'bearer', 'tok-0123456789');
  await world.putCredential('token-object', 'bearer', JSON.stringify({ token: 'tok-0123456789' }));
  await world.putCredential('basic', 'basic', 'user:password');
  await world.sync([{ id: 'inbox', type: 'webhook', config, ...(over.input === undefined ? {} : { input: over.input }) } as never]);
  return { world, hookId: (await world.view('wf.inbox')).hookId! };
}
const refused = (code: string) => ({ code });

describe('the webhook door', () => {
  it('starts an execution whose input is rendered from the call', async () => {
    const { world, hookId } = await open(
      { auth: 'none' },
      {
        input: {
          mail: '{{ trigger.body.text }}',
          from: '{{ trigger.query.from }}',
          how: '{{ trigger.method }} {{ trigger.headers["x-kind"] }}',
        },
      },
    );
    const answer = await world.service.webhook(call(hookId, '{"text":"Grüße"}', { headers: { 'X-Kind': 'k' }, query: { from: 'me' } }));
    expect(answer).toEqual({ executionId: 'exe-1', status: 'accepted', duplicate: false });
    expect(world.starts.created[0]).toMatchObject({
      workflowId: 'wf',
      input: { mail: 'Grüße', from: 'me', how: 'POST k' },
      trigger: {
        type: 'webhook',
        id: 'inbox',
        at: '2026-01-01T00:00:00.000Z',
        method: 'POST',
        headers: { 'x-kind': 'k' },
        query: { from: 'me' },
        body: { text: 'Grüße' },
      },
    });
    expect(world.starts.created[0]!.startKey).toBeUndefined();
  });
  it('never evaluates what the caller sends', async () => {
    const { world, hookId } = await open({ auth: 'none' }, { input: { text: '{{ trigger.body.text }}' } });
    await world.service.webhook(call(hookId, JSON.stringify({ text: '{{ trigger.method }}' })));
    expect(world.starts.created[0]!.input).toEqual({ text: '{{ trigger.method }}' });
  });
  it.each([
    ['{"a":1}', 'application/json', { a: 1 }],
    ['{"a":1}', 'application/vnd.github+json; charset=utf-8', { a: 1 }],
    ['{"a":1}', '', { a: 1 }],
    ['{"a":1}', 'text/plain', '{"a":1}'],
    ['a=1', 'application/x-www-form-urlencoded', 'a=1'],
    ['not json', '', 'not json'],
    ['', 'application/json', null],
  ])('reads the body %s as %s', async (body, contentType, expected) => {
    const { world, hookId } = await open({ auth: 'none' });
    await world.service.webhook(call(hookId, body, { contentType }));
    expect(world.starts.created[0]!.trigger).toMatchObject({ body: expected });
  });
  it.each([
    ['{"a":', 'MALFORMED_JSON'],
    ['{"__proto__":{"x":1}}', 'BAD_REQUEST'],
    ['{"a":[{"constructor":1}]}', 'BAD_REQUEST'],
    ['['.repeat(200_000), 'MALFORMED_JSON'],
  ])('refuses the body %.30s with %s', async (body, code) => {
    const { world, hookId } = await open({ auth: 'none' });
    await expect(world.service.webhook(call(hookId, body))).rejects.toMatchObject({ code });
    expect(world.starts.requests).toEqual([]);
  });
  it.each(['', 'default', 'default.', '.x', 'default.wrong', `default.${'x'.repeat(1_000)}`, '__proto__.x', '../default.x'])(
    'knows no hook "%.20s"',
    async (hookId) => {
      const { world } = await open({ auth: 'none' });
      await expect(world.service.webhook(call(hookId))).rejects.toMatchObject(refused('NOT_FOUND'));
    },
  );
  it('knows no hook whose address differs in one character', async () => {
    const { world, hookId } = await open({ auth: 'none' });
    for (let i = 0; i < hookId.length; i++) {
      const changed = `${hookId.slice(0, i)}${hookId[i] === 'A' ? 'B' : 'A'}${hookId.slice(i + 1)}`;
      await expect(world.service.webhook(call(changed))).rejects.toMatchObject(refused('NOT_FOUND'));
    }
  });
  it('is shut while the trigger is switched off', async () => {
    const { world, hookId } = await open({ auth: 'none' });
    await world.service.setEnabled({ org: ORG, trigger: 'wf.inbox', enabled: false, by: 'me' });
    await expect(world.service.webhook(call(hookId))).rejects.toMatchObject(refused('NOT_FOUND'));
    await world.service.setEnabled({ org: ORG, trigger: 'wf.inbox', enabled: true, by: 'me' });
    expect((await world.service.webhook(call(hookId))).status).toBe('accepted');
  });

  describe('with a bearer token', () => {
    it.each(['token', 'token-object', 'cred-token'])('lets in who carries it (credential %s)', async (credential) => {
      const { world, hookId } = await open({ credential });
      await world.service.webhook(call(hookId, '', { headers: { Authorization: 'Bearer tok-0123456789', Cookie: 'a=b' } }));
      expect(JSON.stringify(world.starts.created[0])).not.toMatch(/tok-|a=b/);
    });
    it.each([
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Bearer tok-012345678',
      'Bearer tok-0123456789x',
      'Basic tok-0123456789',
      'tok-0123456789',
      'Bearer [object Object]',
    ])('turns away "%s"', async (authorization) => {
      const { world, hookId } = await open({ credential: 'token' });
      await expect(
        world.service.webhook(call(hookId, '', { headers: authorization === undefined ? {} : { authorization } })),
      ).rejects.toMatchObject(refused('UNAUTHENTICATED'));
      expect(world.starts.requests).toEqual([]);
    });
  });
  describe('whose credential cannot be used', () => {
    it.each(['missing', 'basic'])('turns everybody away (%s)', async (credential) => {
      const { world, hookId } = await open({ credential });
      for (const authorization of ['Bearer user:password', 'Bearer undefined', 'Bearer ', 'Basic user:password']) {
        await expect(world.service.webhook(call(hookId, '', { headers: { authorization } }))).rejects.toMatchObject(
          refused('UNAUTHENTICATED'),
        );
      }
    });
    it('turns everybody away when it was sealed for another', async () => {
      const { world, hookId } = await open({ credential: 'swapped' });
      await world.documents.put(
        ORG,
        'credentials',
        'cred-swapped',
        { key: 'swapped', type: 'bearer', hosts: [], version: 2, sealed: seal(ORG, 'cred-swapped', 1, 'tok'), createdBy: 'me' },
        { unique: { key: 'swapped' } },
      );
      await expect(world.service.webhook(call(hookId, '', { headers: { authorization: 'Bearer tok' } }))).rejects.toMatchObject(
        refused('UNAUTHENTICATED'),
      );
    });
    it('turns everybody away when the secret is empty', async () => {
      const { world, hookId } = await open({ credential: 'empty' });
      await world.putCredential('empty', 'bearer', '');
      await expect(world.service.webhook(call(hookId, '', { headers: { authorization: 'Bearer ' } }))).rejects.toMatchObject(
        refused('UNAUTHENTICATED'),
      );
    });
  });

  describe('with Standard Webhooks signatures', () => {
    it('lets in what is signed, as the reference library signs it', async () => {
      const { world, hookId } = await open({ credential: 'signing' });
      expect(await world.service.webhook(signed(world, hookId, '{"text":"ü 🚀"}'))).toMatchObject({ status: 'accepted', duplicate: false });
      expect(JSON.stringify(world.starts.created[0])).not.toContain('v1,');
    });
    it('lets in a call that carries several signatures of which one fits', async () => {
      const { world, hookId } = await open({ credential: 'signing' });
      const request = signed(world, hookId, '{}');
      const headers = { ...request.headers, 'Webhook-Signature': `v2,abc v1,wrong ${request.headers['Webhook-Signature']}` };
      expect((await world.service.webhook({ ...request, headers })).status).toBe('accepted');
    });
    it.each<[string, (world: World, hookId: string) => WebhookRequest]>([
      ['a changed body', (world, hookId) => signed(world, hookId, '{"amount":1}', { sentBody: '{"amount":9}' })],
      ['another secret', (world, hookId) => signed(world, hookId, '{}', { secret: OTHER })],
      ['a timestamp too old', (world, hookId) => signed(world, hookId, '{}', { at: world.fake.now() - 301_000 })],
      ['a timestamp too far ahead', (world, hookId) => signed(world, hookId, '{}', { at: world.fake.now() + 301_000 })],
      [
        'another message id',
        (world, hookId) =>
          ((request) => ({ ...request, headers: { ...request.headers, 'Webhook-Id': 'msg_2' } }))(signed(world, hookId, '{}')),
      ],
      [
        'another timestamp',
        (world, hookId) =>
          ((request) => ({
            ...request,
            headers: { ...request.headers, 'Webhook-Timestamp': String(Number(request.headers['Webhook-Timestamp']) + 1) },
          }))(signed(world, hookId, '{}')),
      ],
      [
        'a timestamp with a tail',
        (world, hookId) =>
          ((request) => ({ ...request, headers: { ...request.headers, 'Webhook-Timestamp': `${request.headers['Webhook-Timestamp']}x` } }))(
            signed(world, hookId, '{}'),
          ),
      ],
      [
        'no signature',
        (world, hookId) =>
          ((request) => ({ ...request, headers: { ...request.headers, 'Webhook-Signature': '' } }))(signed(world, hookId, '{}')),
      ],
      [
        'an unversioned signature',
        (world, hookId) =>
          ((request) => ({
            ...request,
            headers: { ...request.headers, 'Webhook-Signature': request.headers['Webhook-Signature']!.slice(3) },
          }))(signed(world, hookId, '{}')),
      ],
      ['no headers', (_world, hookId) => call(hookId, '{}')],
      ['a bearer token instead', (_world, hookId) => call(hookId, '{}', { headers: { authorization: `Bearer ${SECRET}` } })],
      [
        'broken bytes that read the same as text',
        (world, hookId) => ({ ...signed(world, hookId, '\ufffd'), rawBody: Buffer.from([0xff]).toString('base64') }),
      ],
    ])('turns away %s', async (_name, make) => {
      const { world, hookId } = await open({ credential: 'signing' });
      await expect(world.service.webhook(make(world, hookId))).rejects.toMatchObject(refused('UNAUTHENTICATED'));
      expect(world.starts.requests).toEqual([]);
    });
    it('answers a replay, and a later delivery of the same message, with the execution it started', async () => {
      const { world, hookId } = await open({ credential: 'signing' });
      const request = signed(world, hookId, '{"text":"x"}');
      const first = await world.service.webhook(request);
      expect(await world.service.webhook(request)).toEqual({ ...first, duplicate: true });
      world.fake.advance(3_600_000);
      await expect(world.service.webhook(request)).rejects.toMatchObject(refused('UNAUTHENTICATED'));
      expect(await world.service.webhook(signed(world, hookId, '{"text":"x"}'))).toEqual({ ...first, duplicate: true });
      expect(await world.service.webhook(signed(world, hookId, '{"text":"x"}', { id: 'msg_2' }))).toMatchObject({
        executionId: 'exe-2',
        duplicate: false,
      });
      expect(world.starts.created).toHaveLength(2);
    });
    it('starts each of 5,000 messages once though half of 10,000 calls are repeats', async () => {
      const { world, hookId } = await open({ credential: 'signing' });
      const calls = Array.from({ length: 10_000 }, (_, i) => signed(world, hookId, '{}', { id: `msg_${i % 5_000}` }));
      const answers = [];
      for (let i = 0; i < calls.length; i += 500)
        answers.push(...(await Promise.all(calls.slice(i, i + 500).map((request) => world.service.webhook(request)))));
      console.log(
        `${answers.length} calls, ${world.starts.created.length} executions, ${answers.filter((answer) => answer.duplicate).length} repeats`,
      );
      expect(world.starts.created).toHaveLength(5_000);
      expect(new Set(answers.map((answer) => answer.executionId)).size).toBe(5_000);
    });
  });

  describe('knows repeats', () => {
    it.each(['trigger.body.order', '{{ trigger.body.order }}', ' {{ trigger.body.order }}'])(
      'by the value of `dedupe: %s`',
      async (dedupe) => {
        const { world, hookId } = await open({ auth: 'none', dedupe });
        const send = (order: unknown) => world.service.webhook(call(hookId, JSON.stringify({ order, at: Math.random() })));
        const first = await send('o-1');
        expect(await send('o-1')).toEqual({ ...first, duplicate: true });
        expect((await send('o-2')).duplicate).toBe(false);
        expect((await send(7)).duplicate).toBe(false);
        expect((await send(7)).duplicate).toBe(true);
        if (!dedupe.startsWith(' '))
          for (const nothing of [null, '']) await expect(send(nothing)).rejects.toMatchObject(refused('INVALID_INPUT'));
        await expect(world.service.webhook(call(hookId, '{}'))).rejects.toMatchObject(refused('EXPRESSION_FAILED'));
      },
    );
    it('by an Idempotency-Key, with the hash of the body for the orchestrator to compare', async () => {
      const { world, hookId } = await open({ auth: 'none' });
      const send = (body: string) => world.service.webhook(call(hookId, body, { headers: { 'Idempotency-Key': 'k' } }));
      expect([(await send('{}')).duplicate, (await send('{}')).duplicate]).toEqual([false, true]);
      await send('[]');
      const [a, b, c] = world.starts.requests.map((request) => request.bodyHash);
      expect([a === b, a === c]).toEqual([true, false]);
    });
  });

  describe('that answers with the result', () => {
    it.each([
      [
        { status: 'completed', output: { label: 'x' } },
        { status: 'completed', output: { label: 'x' } },
      ],
      [{ status: 'failed' }, { status: 'failed' }],
      [{ status: 'stopped' }, { status: 'failed' }],
      [{ status: 'waiting' }, { status: 'pending' }],
    ] as const)('tells of an execution that is %j', async (view, expected) => {
      const { world, hookId } = await open({ auth: 'none', respond: 'result' });
      world.starts.answerWith(view as never);
      expect(await world.service.webhook(call(hookId))).toEqual({ executionId: 'exe-1', duplicate: false, ...expected });
      expect(world.starts.requests[0]!.waitMs).toBe(60_000);
    });
  });
  it('refuses what does not fit the inputs of the workflow, naming what is wrong', async () => {
    const { world, hookId } = await open(
      { auth: 'none' },
      { input: { mail: '{{ trigger.body.text }}' }, inputs: { type: 'object', properties: { mail: { type: 'string' } } } },
    );
    await expect(world.service.webhook(call(hookId, '{"text":7}'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ pointer: '/mail' }],
    });
    await expect(world.service.webhook(call(hookId, '{}'))).rejects.toMatchObject({ code: 'EXPRESSION_FAILED' });
    expect((await world.view('wf.inbox')).lastFire).toMatchObject({
      executionId: null,
      error: expect.stringContaining('EXPRESSION_FAILED'),
    });
  });
  it('logs a flood of refusals in a few lines, without what the callers sent', async () => {
    const lines: string[] = [];
    const world = createWorld({ lines });
    await world.putCredential('token', 'bearer', 'tok-0123456789');
    await world.sync([{ id: 'inbox', type: 'webhook', config: { credential: 'token' } }]);
    const { hookId } = await world.view('wf.inbox');
    for (let i = 0; i < 1_000; i++)
      await world.service.webhook(call(hookId!, '', { headers: { authorization: 'Bearer guess-of-a-token' } })).catch(() => undefined);
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toMatch(/guess-of|tok-0/);
  });
  it('asks callers to come back when too many are at it', async () => {
    const { world, hookId } = await open({ auth: 'none' });
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const { start } = world.starts.executions;
    (world.starts.executions as { start: typeof start }).start = async (request) => (await gate, start(request));
    const calls = Array.from({ length: 2_100 }, () => world.service.webhook(call(hookId)).catch((error: unknown) => error));
    go();
    const answers = await Promise.all(calls);
    const refusals = answers.filter((answer) => (answer as { code?: string }).code === 'RATE_LIMITED');
    expect(refusals).toHaveLength(100);
    expect(refusals[0]).toMatchObject({ retryAfterSeconds: 1 });
    expect((await world.service.webhook(call(hookId))).status).toBe('accepted');
  });
});
