import { AppError, type EffectClass, type Json, type ModelPolicy, type Task } from '@agentflow/core';
import {
  callTool,
  findTool,
  type ExecutionFiles,
  type HttpAnswer,
  type HttpCall,
  type LogLevel,
  type MailCall,
  type ModelAnswer,
  type ModelCall,
  type NodeContext,
  type PeerCall,
  type PeerReply,
  type PeerTerms,
  type StepAnswer,
  type StepCall,
  type StepCompensation,
  type StepInfo,
  type StoredAgent,
  type ToolContext,
  type WorkflowMemory,
} from '@agentflow/nodes';
import type { Clock } from '@agentflow/ports';
import type { AttemptLink } from './attempt-link.js';
import type { Caller, Outward } from './outward.js';
import type { PreparedNode } from './prepared-node.js';
import { idempotencyKey, StepRecorder, throwIfAborted, type LiveCall } from './record-step.js';
import { recordedHttp } from './recorded-request.js';
import type { ValueStore } from './value-store.js';

export interface AttemptDeps {
  readonly clock: Clock;
  readonly values: ValueStore;
  readonly outward: Outward;
}
const EFFECTFUL: ReadonlySet<EffectClass> = new Set<EffectClass>(['idempotent', 'at_least_once', 'at_most_once']);

/** One attempt of one task: what its node type gets as context. Parts that few attempts need are made when they are first used. */
export class Attempt implements NodeContext {
  node: PreparedNode | undefined;
  /** What the workflow's settings say of its models. */
  models: ModelPolicy | undefined;
  #controller: AbortController | undefined;
  #abortedWith: AppError | undefined;
  #steps: StepRecorder | undefined;
  #aborted: { readonly promise: Promise<never>; readonly reject: (reason: AppError) => void } | undefined;
  #cancelling = false;
  #idle: (() => void) | undefined;

  constructor(
    private readonly task: Task,
    private readonly link: AttemptLink,
    private readonly deps: AttemptDeps,
  ) {}

  get org() {
    return this.task.org;
  }
  get executionId(): string {
    return this.task.executionId;
  }
  get workflowId(): string {
    return this.task.workflowId;
  }
  get path(): string {
    return this.task.path;
  }
  get attempt(): number {
    return this.task.attempt;
  }
  get trial(): boolean {
    return this.task.trial;
  }
  get deadline(): number | null {
    return this.task.deadline;
  }
  get effect(): EffectClass {
    return this.node!.plan.effect;
  }
  get clock(): Clock {
    return this.deps.clock;
  }
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#abortedWith) this.#controller.abort(this.#abortedWith);
    }
    return this.#controller.signal;
  }
  get files(): ExecutionFiles {
    return this.deps.outward.files(this.task.org, this.task.executionId);
  }
  get memory(): WorkflowMemory {
    return this.deps.outward.memory(this.task.org, this.task.workflowId);
  }
  now(): number {
    return this.deps.clock.now();
  }
  log(level: LogLevel, message: string): void {
    this.link.log(level, message);
  }
  idempotencyKey(index: number): string {
    return idempotencyKey(this.task, index);
  }

  /** Index of the `at_most_once` call that has begun and not ended. */
  get critical(): number | undefined {
    return this.#steps?.critical;
  }
  /** Ends everything under way. */
  abort(reason: AppError): void {
    if (this.#abortedWith) return;
    this.#abortedWith = reason;
    this.#controller?.abort(reason);
    this.#aborted?.reject(reason);
  }
  /** Rejects once the attempt is aborted. */
  aborted(): Promise<never> {
    if (!this.#aborted) {
      let reject!: (reason: AppError) => void;
      const promise = new Promise<never>((_resolve, no) => (reject = no));
      promise.catch(() => undefined); // met by whoever waits for it
      this.#aborted = { promise, reject };
      if (this.#abortedWith) reject(this.#abortedWith);
    }
    return this.#aborted.promise;
  }
  /** Nothing new begins; an `at_most_once` call under way has `graceMs` to get its answer, everything else ends now. */
  cancel(graceMs: number): void {
    const stop = (): void => this.abort(new AppError('TASK_CANCELLED', `${this.task.path} was cancelled`));
    if (this.critical === undefined) return stop();
    this.#cancelling = true;
    const late = this.deps.clock.after(graceMs, stop);
    this.#idle = () => {
      late();
      stop();
    };
  }

  async step(call: StepCall, run: (info: StepInfo) => Promise<StepAnswer>): Promise<Json> {
    return this.#record(call, async ({ spent, ...info }) => {
      const { value, usage } = await run(info);
      if (usage) spent(usage);
      return value;
    });
  }
  async model(call: ModelCall, { timeoutMs }: { readonly timeoutMs?: number } = {}): Promise<ModelAnswer> {
    const { credential: _credential, ...asked } = call;
    const effect = this.effect === 'at_most_once' && this.node!.type.type === 'llm' ? 'at_most_once' : 'read';
    const step: StepCall = {
      kind: 'model',
      name: call.model,
      effect,
      request: asked as unknown as Json,
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
    const answer = await this.#record(step, async (live) => {
      const startedAt = this.deps.clock.monotonic();
      const given = await this.deps.outward.model(
        call,
        {
          ...this.#caller(effect, live),
          became: live.became,
          ...(this.models && { models: this.models }),
          ...(live.budget && { budget: live.budget }),
        },
        (text) => this.link.delta(live.index, text),
        live.spent,
      );
      return { ...given, durationMs: Math.round(this.deps.clock.monotonic() - startedAt) } as unknown as Json;
    });
    return answer as unknown as ModelAnswer;
  }
  async http(call: HttpCall): Promise<HttpAnswer> {
    const effect = this.effect === 'none' ? 'read' : this.effect;
    const step: StepCall = { kind: 'http', name: hostOf(call.url), effect, request: recordedHttp(call) };
    return (await this.#record(
      step,
      async (live) => (await this.deps.outward.http(call, this.#caller(effect, live))) as unknown as Json,
    )) as unknown as HttpAnswer;
  }
  async tool(
    name: string,
    args: Json,
    { timeoutMs, compensation }: { readonly timeoutMs?: number; readonly compensation?: StepCompensation } = {},
  ): Promise<Json> {
    const tool = findTool(name);
    if (!tool) throw new AppError('TOOL_NOT_FOUND', `there is no tool ${name}`, { tool: name });
    // A compensating call is made for an agent, whose own class says nothing of this tool.
    const agent = this.node!.type.type !== 'tool' || this.task.call !== undefined;
    const effect = agent ? stricter(tool.effect, this.effect) : this.effect === 'none' ? tool.effect : this.effect;
    const step: StepCall = {
      kind: 'tool',
      name,
      effect,
      request: args,
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(compensation && { compensation }),
    };
    return this.#record(step, async (live) => callTool(tool, args, this.#toolContext(effect, live)), agent);
  }
  async mail(mail: MailCall): Promise<{ readonly id: string }> {
    const effect = this.effect === 'none' || this.effect === 'read' ? 'at_least_once' : this.effect;
    const step: StepCall = { kind: 'email', name: mail.credential ?? 'outbox', effect, request: mail as unknown as Json };
    return (await this.#record(step, async (live) => (await this.deps.outward.mail(mail, this.#caller(effect, live))) as Json)) as {
      readonly id: string;
    };
  }
  async code(source: string, args: Json): Promise<Json> {
    return this.deps.outward.code(source, args, {
      org: this.task.org,
      signal: this.signal,
      deadline: this.task.deadline,
      log: (level, message) => this.link.log(level, message),
    });
  }
  async peer(call: PeerCall, terms: PeerTerms): Promise<PeerReply> {
    const { org, path, revisionDigest, trial, deadline } = this.task;
    const effect = stricter(await this.deps.outward.peerEffect(call, org), this.effect);
    const { tool: name, ...request } = call;
    const { timeoutMs, from } = terms;
    const step: StepCall = {
      kind: 'other',
      name,
      effect,
      request: { ...request, from: from ?? null } as unknown as Json,
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
    const reply = await this.#record(
      step,
      async (live) => {
        const sender = {
          ...this.#caller(effect, live),
          ...(live.budget && { budget: live.budget }),
          path,
          revisionDigest,
          trial,
          deadline,
          hops: [from ?? `node ${path}`],
        };
        return (await this.deps.outward.peer(call, terms, sender, live.spent)) as unknown as Json;
      },
      true,
    );
    return reply as unknown as PeerReply;
  }
  agent(name: string): Promise<StoredAgent> {
    return this.deps.outward.agent(this.task.org, this.task.revisionDigest, name);
  }

  async #record(call: StepCall, live: (call: LiveCall) => Promise<Json>, observed = false): Promise<Json> {
    if (this.#cancelling) await this.aborted();
    throwIfAborted(this.signal);
    this.#steps ??= new StepRecorder(this.task, this.link, this.deps, this.signal);
    try {
      return await this.#steps.run(call, live, observed);
    } finally {
      if (this.critical === undefined) this.#idle?.();
    }
  }
  #caller(effect: EffectClass, { idempotencyKey: key, signal }: LiveCall): Caller {
    const { org, executionId, workflowId } = this.task;
    return { org, executionId, workflowId, effect, idempotencyKey: key, signal };
  }
  #toolContext(effect: EffectClass, live: LiveCall): ToolContext {
    const caller = this.#caller(effect, live);
    return {
      ...caller,
      now: () => this.deps.clock.now(),
      http: (call) => this.deps.outward.http(call, caller),
      files: this.files,
      memory: this.memory,
      log: (level, message) => this.link.log(level, message),
    };
  }
}
/** A node that is declared `at_most_once` makes every effect of its tools so; what they only read stays a read. */
export const stricter = (tool: EffectClass, node: EffectClass): EffectClass =>
  node === 'at_most_once' && EFFECTFUL.has(tool) ? 'at_most_once' : tool;
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'invalid address');
