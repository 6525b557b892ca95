import { AppError, isAppError, NO_USAGE, type Json, type OrgId, type TaskError, type Usage } from '@agentflow/core';
import type { Clock, PeerBus, Subscription } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import { toTaskError } from '../application/task-error.js';
import { inPeerSpan } from './trace-peer.js';
import type { PeerCounts, Refusal } from './peer-counts.js';
import type { PeerAgent, PeerDirectory } from './peer-directory.js';
import {
  hostSubject,
  placeSubject,
  type AnswerBody,
  type PeerHeader,
  type PeerMessage,
  type PeerOutput,
  type PlaceMessage,
  type WorkMessage,
} from './peer-message.js';
import type { PeerSeal } from './peer-seal.js';
import { checkHops, type PingPongLimits } from './ping-pong.js';
import { createSeenMessages } from './seen-messages.js';

/*
 * I1  Nobody works before the message is known to be signed by the org, meant for this runtime, in time, and new: anything else is dropped and counted.
 * I2  A call is worked on once here, however often it comes; repeats hear how it stands, and its end until its deadline.
 * I3  Whoever is asked who takes a message does nothing but say so: that message may come again, or to many, and cost nothing.
 * I4  Never more than `slots` agents work for others; each ends at its message's deadline.
 */
export interface PeerHostDeps {
  readonly bus: PeerBus;
  readonly seal: PeerSeal;
  readonly directory: PeerDirectory;
  /** Names this runtime; another after each start, so that nothing that was meant for an earlier one is taken. */
  readonly host: string;
  /** Agents that are hosted: keys, `capability:<word>`, or `*`. */
  readonly hosted: readonly string[];
  readonly slots: number;
  readonly limits: PingPongLimits;
  /** Lets an agent work on a message. `spent` is told the usage and the messages sent, also of one that fails. */
  readonly work: (
    org: OrgId,
    message: WorkMessage,
    signal: AbortSignal,
    spent: (usage: Usage, calls: number) => void,
  ) => Promise<{ readonly version: number; readonly output: PeerOutput }>;
  readonly clock: Clock;
  readonly counts: PeerCounts;
  readonly logger: Logger;
}
export interface PeerHost {
  /** Listens for an org's messages from now on. @throws AppError UNAVAILABLE */
  serve(org: OrgId): Promise<void>;
  readonly orgs: ReadonlySet<OrgId>;
  /** Takes no new messages, and ends the agents that work for others. */
  stop(): Promise<void>;
}
interface Work {
  readonly agent: string;
  readonly ended: Promise<AnswerBody>;
  readonly end: (reason: AppError) => void;
}
/** What is listened to for an org. */
interface Listening {
  own: Subscription | undefined;
  readonly places: Map<string, Subscription>;
  opening: Promise<void> | undefined;
}
const QUEUE = 'agents';
const CAPABILITY = 'capability:';
/** Ends of calls that are kept for repeats, the last ones. */
const MOST_ENDS = 1_000;
const REFUSALS: { readonly [code: string]: Refusal } = { PEER_LOOP: 'loop', OVERLOADED: 'busy', AGENT_NOT_FOUND: 'not_found' };
/** What a signed answer, or a piece of an agent's answer, may be at most: a bus carries messages of a megabyte. */
const MOST_OUTPUT_BYTES = 700_000;

/** Listens for what other runtimes' agents want of the agents that are hosted here. */
export function createPeerHost(deps: PeerHostDeps): PeerHost {
  const { bus, seal, directory, host, hosted, slots, limits, work, clock, counts, logger } = deps;
  const seen = createSeenMessages();
  const works = new Map<string, Work>();
  const busy = new Map<string, number>();
  const served = new Map<string, number>();
  const orgs = new Map<OrgId, Listening>();
  const forgetting = new Set<() => void>();
  const finished: string[] = [];
  let stopped = false;

  const isHosted = ({ key, capabilities }: PeerAgent): boolean =>
    hosted.some((one) => one === '*' || one === key || capabilities.some((word) => one === `capability:${word}`));
  const inOrg = (org: OrgId, text: string): string => `${org}\n${text}`;
  const answer = (org: OrgId, { id, nonce }: PeerHeader, body: AnswerBody): Json => seal.seal(org, { v: 1, id, nonce, org, host, body });
  const refusal = (error: unknown): AnswerBody => {
    if (!isAppError(error)) logger.error({ err: error }, 'a message of an agent could not be handled');
    const said = toTaskError(error);
    counts.refused[REFUSALS[said.code] ?? 'other']++;
    return { state: 'refused', error: said };
  };
  /** Opens, checks and takes note of a message; what is not what it says is dropped without a word. */
  function accepted(org: OrgId, payload: Json, isMine: (message: PeerMessage) => boolean): PeerMessage | undefined {
    const now = clock.now();
    const message = seal.openMessage(org, payload, now);
    if (typeof message === 'string') return dropped(message);
    if (!isMine(message)) return dropped('misdirected');
    const first = seen.first(inOrg(org, message.nonce), message.deadline, now);
    if (first !== true) return dropped(first === 'full' ? 'no_room' : 'replayed');
    return message;
  }
  function dropped(reason: keyof PeerCounts['dropped']): undefined {
    counts.dropped[reason]++;
    return undefined;
  }

  async function place(org: OrgId, payload: Json): Promise<Json | undefined> {
    const message = accepted(org, payload, ({ kind }) => kind === 'place') as PlaceMessage | undefined;
    if (!message || stopped) return undefined;
    try {
      const agent = await choose(org, message);
      return answer(org, message, { state: 'placed', agent: agent.key });
    } catch (error) {
      return answer(org, message, refusal(error));
    }
  }
  /** The agent that is named; of those with a capability the one that has least to do and may be asked on this way. */
  async function choose(org: OrgId, { to, hops }: PlaceMessage): Promise<PeerAgent> {
    if (counts.running >= slots)
      throw new AppError('OVERLOADED', `this runtime lets ${slots} agents work for others at once`, { sent: false });
    const named = 'agent' in to;
    const found = named ? [await directory.find(org, to.agent)] : await directory.withCapability(org, to.capability);
    const agents = found.filter((agent) => agent !== undefined).filter(isHosted);
    if (agents.length === 0)
      throw new AppError('AGENT_NOT_FOUND', named ? 'no agent has this key or id' : 'no agent has this capability', { ...to, sent: false });
    let barred: unknown;
    const load = (agent: PeerAgent): number => busy.get(inOrg(org, agent.key)) ?? 0;
    const done = (agent: PeerAgent): number => served.get(inOrg(org, agent.key)) ?? 0;
    const [least] = agents
      .filter((agent) => {
        try {
          checkHops(hops, agent.key, limits);
          return named || hops.at(-1) !== agent.key; // nobody hands a task to itself
        } catch (error) {
          barred = error;
          return false;
        }
      })
      .sort((a, b) => load(a) - load(b) || done(a) - done(b) || (a.key < b.key ? -1 : 1));
    if (!least) throw barred ?? new AppError('AGENT_NOT_FOUND', 'no other agent has this capability', { ...to, sent: false });
    return least;
  }

  async function take(org: OrgId, payload: Json): Promise<Json | undefined> {
    const message = accepted(org, payload, (one) => one.kind !== 'place' && one.host === host) as
      Exclude<PeerMessage, PlaceMessage> | undefined;
    if (!message) return undefined;
    const id = inOrg(org, message.id);
    const known = works.get(id);
    if (message.kind === 'cancel') {
      known?.end(new AppError('TASK_CANCELLED', 'nobody waits for the answer any more'));
      return undefined;
    }
    try {
      const underWay = known ?? begin(org, id, message);
      if (message.kind === 'tell') return answer(org, message, { state: 'accepted' });
      return answer(org, message, await inTime(underWay.ended, message.holdMs));
    } catch (error) {
      return answer(org, message, refusal(error));
    }
  }
  function begin(org: OrgId, id: string, message: WorkMessage): Work {
    if (stopped) throw stopping();
    if (counts.running >= slots)
      throw new AppError('OVERLOADED', `this runtime lets ${slots} agents work for others at once`, { sent: false });
    checkHops(message.hops, message.agent, limits);
    const agent = inOrg(org, message.agent);
    const controller = new AbortController();
    let end!: (reason: AppError) => void;
    const cut = new Promise<never>((_resolve, reject) => {
      end = (reason) => {
        controller.abort(reason);
        reject(reason);
      };
    });
    const late = clock.after(Math.max(0, message.deadline - clock.now()), () =>
      end(new AppError('DEADLINE_EXCEEDED', `${message.agent} did not answer in time`, { agent: message.agent })),
    );
    counts.running++;
    counts.served[message.kind as 'ask' | 'tell']++;
    busy.set(agent, (busy.get(agent) ?? 0) + 1);
    served.set(agent, (served.get(agent) ?? 0) + 1);
    let usage = NO_USAGE;
    let calls = 0;
    const worked = inPeerSpan(message, () =>
      work(org, message, controller.signal, (spent, sent) => {
        usage = spent;
        calls = sent;
      }),
    );
    const ended = Promise.race([worked, cut])
      .then(({ version, output }): AnswerBody => ({ state: 'done', version, output: fitting(output), usage, calls }))
      .catch((error: unknown): AnswerBody =>
        wasStopped(error)
          ? { state: 'refused', error: toTaskError(error) }
          : { state: 'failed', error: failure(error, message), usage, calls },
      )
      .then((body) => {
        late();
        counts.running--;
        if (busy.get(agent)! > 1) busy.set(agent, busy.get(agent)! - 1);
        else busy.delete(agent);
        if (message.kind === 'tell') counts.toldTokens += usage.inputTokens + usage.outputTokens;
        // Until its deadline a repeat of the call may come; nobody can ask after that.
        const forget = clock.after(Math.max(0, message.deadline - clock.now()), () => {
          forgetting.delete(forget);
          works.delete(id);
        });
        forgetting.add(forget);
        if (finished.push(id) > MOST_ENDS) works.delete(finished.shift()!);
        return body;
      });
    const made: Work = { agent, ended, end };
    works.set(id, made);
    return made;
  }
  const failure = (error: unknown, { agent }: WorkMessage): TaskError => {
    if (!isAppError(error)) logger.error({ err: error, agent }, 'an agent that was asked failed by a fault of ours');
    return toTaskError(error);
  };
  /** How the work ended, or `pending` after `ms`. */
  function inTime(ended: Promise<AnswerBody>, ms: number): Promise<AnswerBody> {
    return new Promise((resolve) => {
      const cancel = clock.after(Math.max(0, ms), () => resolve({ state: 'pending' }));
      void ended.then((body) => {
        cancel();
        resolve(body);
      });
    });
  }
  /** Where it is asked who takes a message for an agent that is hosted here. */
  async function places(org: OrgId): Promise<readonly string[]> {
    if (hosted.includes('*')) return ['agents.place.agent.*', 'agents.place.capability.*'];
    const subjects = await Promise.all(
      hosted.map(async (one) => {
        if (!one.startsWith(CAPABILITY)) return [placeSubject({ agent: one })];
        const capability = one.slice(CAPABILITY.length);
        const agents = await directory.withCapability(org, capability);
        return [placeSubject({ capability }), ...agents.map(({ key }) => placeSubject({ agent: key }))];
      }),
    );
    return [...new Set(subjects.flat())];
  }
  async function listen(org: OrgId, listening: Listening): Promise<void> {
    const wanted = await places(org);
    listening.own ??= await bus.subscribe(org, hostSubject(host), ({ payload }) => take(org, payload));
    for (const subject of wanted)
      if (!listening.places.has(subject))
        listening.places.set(subject, await bus.subscribe(org, subject, ({ payload }) => place(org, payload), { queue: QUEUE }));
    for (const [subject, subscription] of listening.places) {
      if (wanted.includes(subject)) continue;
      listening.places.delete(subject);
      await subscription.close();
    }
  }
  return {
    async serve(org) {
      if (stopped) return;
      let listening = orgs.get(org);
      if (!listening) orgs.set(org, (listening = { own: undefined, places: new Map(), opening: undefined }));
      if (hosted.includes('*') && listening.places.size === 2) return; // nothing to bring up to date
      const one = listening;
      await (one.opening ??= listen(org, one).finally(() => {
        one.opening = undefined;
        counts.orgs = [...orgs.values()].filter(({ own }) => own !== undefined).length;
      }));
    },
    get orgs() {
      return new Set(orgs.keys());
    },
    async stop() {
      stopped = true;
      await Promise.allSettled([...orgs.values()].map(({ opening }) => opening));
      const open = [...orgs.values()].flatMap(({ own, places: placing }) => [...(own ? [own] : []), ...placing.values()]);
      for (const { end } of works.values()) end(stopping());
      await Promise.allSettled(open.map((one) => one.close()));
      for (const forget of forgetting) forget();
      forgetting.clear();
      orgs.clear();
    },
  };
}
/** Another runtime may take what this one had. */
const stopping = (): AppError => new AppError('OVERLOADED', 'the runtime is stopping', { stopped: true });
const wasStopped = (error: unknown): boolean => isAppError(error) && error.details['stopped'] === true;
function fitting(output: PeerOutput): PeerOutput {
  const size = Buffer.byteLength(JSON.stringify(output));
  if (size <= MOST_OUTPUT_BYTES) return output;
  throw new AppError('PAYLOAD_TOO_LARGE', `an agent's answer may have ${MOST_OUTPUT_BYTES} bytes, this one has ${size}`, { size });
}
