import { setTimeout as pause } from 'node:timers/promises';

const ENDED = new Set(['completed', 'failed', 'stopped']);
const VISITORS = 6;
/** A client that hears nothing for so long asks again. */
const PATIENCE_MS = 15_000;
/** A refused start comes again after a pause that doubles up to so long. */
const LONGEST_PAUSE_MS = 4_000;
/** How long after its start an execution is looked at first, and then again. */
const FIRST_LOOK_MS = 800;
const LOOK_MS = 1_000;
/** A caller that is dead has had its last word at the target by then. */
const CERTAIN_MS = 2_000;
const at = (sorted, share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
/** `{ count, p50, p95, p99, longest }` of times in milliseconds. */
export function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { count: sorted.length, p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99), longest: at(sorted, 1) };
}

/**
 * Clients that start executions at a steady rate, each under a key of its own and again until it is acknowledged, and follow all of them to their ends; an outcome that nobody knows is resolved from
 * what the target has seen. `kinds` as of `effectWorkflows`, started in turns.
 */
export function createEffectLoad({ cluster, target, kinds, perSecond }) {
  const names = Object.keys(kinds);
  const all = new Map();
  const open = new Map();
  const wrong = [];
  const starts = [];
  let began = 0;
  let starting = 0;
  let refused = 0;
  let cutOff = 0;
  let byHand = 0;
  let going = false;
  let over = false;
  let turn = 0;
  let lastRefusal = '';

  const gateways = () => Object.entries(cluster.processes()).filter(([label]) => label.startsWith('gateway'));
  /** One request, through one gateway after the other. Nothing where nobody knows whether it was heard, or patience is asked for. */
  async function ask(method, path, body, headers = {}) {
    const known = gateways();
    if (known.length === 0) return undefined;
    const [, { url }] = known[turn++ % known.length];
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${cluster.key}`, ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      if (response.status === 429 || response.status >= 500) {
        refused++;
        lastRefusal = `${method} ${path}: ${response.status} ${text.slice(0, 300)}`;
        return undefined;
      }
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    } catch (error) {
      cutOff++;
      lastRefusal = `${method} ${path}: ${error.cause?.message ?? error.message}`;
      return undefined;
    }
  }
  async function startOne() {
    const number = ++began;
    const kind = names[number % names.length];
    const one = { id: `x${number}`, kind, looked: performance.now() + FIRST_LOOK_MS - LOOK_MS };
    const from = performance.now();
    starting++;
    for (let tries = 1; !over; tries++) {
      const path = `/workflows/${kinds[kind].definition.name}/execute`;
      const answer = await ask('POST', path, { input: { id: one.id, ...kinds[kind].input } }, { 'idempotency-key': one.id });
      if (answer?.status === 202) {
        Object.assign(one, { execution: answer.body.id, startMs: performance.now() - from, tries, startedAt: Date.now() });
        all.set(one.id, one);
        open.set(one.id, one);
        starts.push({ at: Date.now(), ms: one.startMs, tries });
        break;
      }
      if (answer) {
        wrong.push(`${one.id} was refused: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
        break;
      }
      // As clients are asked to: those that all come back at once are what keeps a platform from coming back.
      await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** (tries - 1)) * (0.5 + Math.random() / 2));
    }
    starting--;
  }
  async function resolve(execution, one, waiting) {
    for (const { path } of waiting.filter(({ kind }) => kind === 'uncertain')) {
      one.uncertainSince ??= performance.now();
      if (performance.now() - one.uncertainSince < CERTAIN_MS) continue;
      const known = target.ledger.has(`${path.split('/').at(-1)} ${one.id}`);
      const resolution = known ? { resolution: 'done', output: { status: 200, headers: {}, body: null } } : { resolution: 'repeat' };
      const answer = await ask('POST', `/executions/${execution}/uncertain/${encodeURIComponent(path)}`, resolution);
      if (answer?.status === 200) {
        byHand++;
        one.uncertainSince = undefined;
      }
    }
  }
  async function look(one) {
    const answer = await ask('GET', `/executions/${one.execution}`);
    if (!answer) return;
    if (answer.status !== 200) {
      open.delete(one.id);
      wrong.push(`LOST ${one.kind} ${one.id} (${one.execution}): ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
      return;
    }
    const view = answer.body;
    one.view = view;
    if (!ENDED.has(view.status)) return resolve(one.execution, one, view.waiting);
    open.delete(one.id);
    one.endedAt = Date.now();
    if (view.status !== 'completed' || view.output !== one.id)
      wrong.push(`${one.kind} ${one.id} (${one.execution}): ${view.status} ${JSON.stringify(view.output)} ${JSON.stringify(view.error)}`);
  }
  async function visitor() {
    while (!over) {
      const now = performance.now();
      const next = [...open.values()].find((one) => !one.busy && now - one.looked > LOOK_MS);
      if (!next) {
        await pause(20);
        continue;
      }
      next.busy = true;
      await look(next).catch((error) => wrong.push(`${next.id}: ${error.stack}`));
      next.looked = performance.now();
      next.busy = false;
      if (open.delete(next.id)) open.set(next.id, next);
    }
  }
  let ticking = Promise.resolve();
  const visitors = [];
  return {
    all,
    open,
    starts,
    wrong,
    /** Makes the workflows known and begins. */
    async start() {
      for (const { definition } of Object.values(kinds)) {
        for (const [path, body] of [
          ['/workflows', { definition, key: definition.name }],
          [`/workflows/${definition.name}/publish`, {}],
        ]) {
          const answer = await cluster.api('POST', path, body);
          if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        }
      }
      going = true;
      for (let n = 0; n < VISITORS; n++) visitors.push(visitor());
      ticking = (async () => {
        const from = performance.now();
        for (let n = 0; going; n++) {
          await pause(Math.max(0, from + (n * 1000) / perSecond - performance.now()));
          if (going) void startOne();
        }
      })();
    },
    /** No more starts. */
    async noMore() {
      going = false;
      await ticking;
    },
    /** Resolves when all have ended, or after `ms`: with the milliseconds that it took. */
    async settle(ms) {
      const from = performance.now();
      while ((open.size > 0 || starting > 0) && performance.now() - from < ms) await pause(20);
      return performance.now() - from;
    },
    async stop() {
      going = false;
      over = true;
      await ticking;
      await Promise.all(visitors);
    },
    get starting() {
      return starting;
    },
    /** What is not as it must be, as text; and figures. */
    verdict() {
      const problems = [...wrong];
      if (starting > 0) problems.push(`${starting} starts were never acknowledged; last: ${lastRefusal}`);
      for (const one of open.values())
        problems.push(
          `STUCK ${one.kind} ${one.id} (${one.execution}): ${one.view?.status} ${JSON.stringify(one.view?.nodes?.map(({ path, status, attempt }) => [path, status, attempt]))} ${JSON.stringify(one.view?.waiting)}`,
        );
      let repeats = 0;
      let calls = 0;
      for (const one of all.values())
        for (const kind of kinds[one.kind].calls) {
          const seen = target.ledger.get(`${kind} ${one.id}`);
          calls += seen?.calls ?? 0;
          if (!seen) {
            if (!open.has(one.id)) problems.push(`MISSING ${kind} ${one.id}`);
          } else if (kinds[one.kind].once.includes(kind)) {
            if (seen.calls > 1) problems.push(`TWICE ${kind} ${one.id}: ${seen.calls} calls of class at_most_once`);
          } else {
            repeats += seen.calls - 1;
            if (seen.keys.size > 1) problems.push(`TWICE ${kind} ${one.id}: under ${seen.keys.size} idempotency keys`);
          }
        }
      return {
        problems,
        figures: {
          acknowledged: all.size,
          ended: all.size - open.size,
          callsAtTarget: calls,
          repeatedUnderTheirKey: repeats,
          resolvedByHand: byHand,
          requestsAnsweredLater: refused,
          requestsCutOff: cutOff,
          startMs: spread(starts.map(({ ms }) => ms)),
        },
      };
    },
  };
}
