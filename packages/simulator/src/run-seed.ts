import { compileDefinition, definitionDigest, ENDED, type ExecutionView, type WorkflowDefinition } from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import { RANDOM_NODES, randomWorkflow, seededRandom, withDomains, type Random } from '@agentflow/testkit';
import { checkWorld } from './check/check-world.js';
import type { Violation } from './check/violation.js';
import { Client, ORG, type Offer } from './client/client.js';
import { begin, move, readHistory } from './client/moves.js';
import { isControl, mix, type FaultSettings } from './fault-plan.js';
import { faultsOf } from './fault-plan-of.js';
import type { Mutant } from './mutant.js';
import type { Note } from './scheduler.js';
import { World, type Loss, type WorldSettings } from './world.js';

const CATALOG = createNodeCatalog();
/** After the heal every execution has to move within this time, virtual: the longest pause between two attempts is 60 s. */
const STUCK_MS = 120_000;
const HEAL_MS = 2 * 3_600_000;
/** Lists and public events are this late at most once all is well again. */
const BEHIND_MS = 12_000;
/** A world that takes more steps than this runs in circles. */
const MAX_STEPS = 60_000;

/** What clients do instead of random moves on random workflows. */
export interface Scenario {
  definitions(random: Random): readonly WorkflowDefinition[];
  /** What subflows run; a random one where left out. */
  readonly child?: WorkflowDefinition;
  play(client: Client, offers: readonly Offer[]): Promise<void>;
}
export interface SeedOptions {
  readonly scenario?: Scenario;
  readonly log?: Note;
  readonly mutant?: Mutant;
  readonly faults?: FaultSettings;
  /** The fault phase ends at this step: what comes after is healed. For shrinking. */
  readonly until?: number;
  readonly loss?: Loss;
  /** Made where left out: one orchestrator. */
  readonly world?: (settings: WorldSettings) => World;
  /** Looks at what is left. */
  readonly inspect?: (world: World, client: Client) => void;
}
export interface SeedResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly faults: Readonly<Record<string, number>>;
  readonly crashes: number;
  /** Executions whose start was acknowledged. */
  readonly acknowledged: number;
  readonly ended: Readonly<Record<string, number>>;
  readonly steps: number;
  readonly events: number;
  /** Node instances begun, over all executions. */
  readonly nodes: number;
  /** The step at which everything healed. */
  readonly healedAt: number;
  /** Of every decision of the scheduler, and of every commit: the same for the same seed. */
  readonly hash: string;
  readonly ordinals: readonly number[];
  readonly crashSteps: readonly number[];
}
/** Runs one seed from nothing to its verdict. One at a time: a promise that nobody waits for counts against the seed that runs. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedResult> {
  const unmet: unknown[] = [];
  const note = (error: unknown): void => void unmet.push(error);
  process.on('unhandledRejection', note);
  try {
    return await run(seed, options, unmet);
  } finally {
    process.off('unhandledRejection', note);
  }
}
async function run(seed: number, options: SeedOptions, unmet: readonly unknown[]): Promise<SeedResult> {
  const faults = options.faults ?? faultsOf(seed);
  const world = (options.world ?? ((settings) => new World(settings)))({
    seed,
    faults,
    ...(options.log && { log: options.log }),
    ...(options.mutant && { mutant: options.mutant }),
    ...(options.loss && { loss: options.loss }),
  });
  const scenario = options.scenario ?? RANDOM;
  const offers = offer(world, scenario.definitions(seededRandom(mix(seed, 5))));
  release(world, scenario.child ?? randomWorkflow(seededRandom(mix(seed, 6)), { layers: 1, width: 2, types: CHILD_TYPES }));
  const client = new Client(world);
  const violations: Violation[] = [];
  world.boot();
  await faultPhase(world, client, offers, scenario, options.until ?? Number.POSITIVE_INFINITY);
  const healedAt = world.scheduler.steps;
  world.faults.healed = true;
  world.scheduler.note('HEALED');
  await healPhase(world, client, violations);
  await checkWorld(world, client, violations);
  for (const error of unmet)
    violations.push({
      invariant: 'fault',
      detail: `a rejection that nobody handles ends the process: ${(error as Error).stack ?? String(error)}`,
    });
  options.inspect?.(world, client);
  const acknowledged = new Set(client.history.starts.map(({ answer }) => answer.id)).size;
  if (!isControl(seed) && options.faults === undefined && options.until === undefined && world.faults.total + acknowledged === 0)
    violations.push({ invariant: 'harness', detail: 'no fault was injected and no execution was acknowledged' });
  return {
    seed,
    violations,
    faults: world.faults.injected,
    crashes: world.crashes,
    acknowledged,
    ended: endsOf(world),
    steps: world.scheduler.steps,
    events: eventsOf(world),
    nodes: nodesOf(world),
    healedAt,
    hash: hashOf(world),
    ordinals: world.faults.ordinals,
    crashSteps: faults.crashes,
  };
}
const EVERY_TYPE = Object.keys(RANDOM_NODES);
/** What subflows run: it calls nobody in turn. */
const CHILD_TYPES = EVERY_TYPE.filter((name) => name !== 'subflow');
/** One workflow in four has nodes in other domains. What it is drawn from is the workflow's own, so that the others stay as they were. */
function inDomains(definition: WorkflowDefinition): WorkflowDefinition {
  const own = seededRandom(JSON.stringify(definition).length);
  return own(4) === 0 ? withDomains(definition, own, 60) : definition;
}
const RANDOM: Scenario = {
  definitions: (random) =>
    Array.from({ length: 1 + random(2) }, () => inDomains(randomWorkflow(random, { layers: 3, width: 2, types: EVERY_TYPE }))),
  async play(client, offers) {
    const { world } = client;
    const moves = 8 + world.random(10);
    await Promise.all(
      Array.from({ length: moves }, async (_, n) => {
        // The first ones come soon: there has to be something to look after.
        await client.sleep(n < 3 ? 20 + world.random(300) : world.random(20_000));
        await (n < 2 ? begin(client, offers, n) : move(client, offers));
      }),
    );
  },
};
/** The workflow `child`, which subflows name. */
function release(world: World, definition: WorkflowDefinition): void {
  const [{ digest }] = offer(world, [definition]) as [Offer];
  world.releases.set('child', { workflowId: 'child', workflowName: 'child', revision: 1, digest });
}
/** Workflows that clients may start. Compiling is a matter of the designer: it is done once, and counts for nothing here. */
function offer(world: World, definitions: readonly WorkflowDefinition[]): Offer[] {
  return definitions.map((definition, n) => {
    const digest = definitionDigest(definition);
    if (!world.plans.has(digest)) world.plans.set(digest, compileDefinition(definition, CATALOG, { digest }));
    return { digest, workflowId: `w${n}` };
  });
}
async function faultPhase(world: World, client: Client, offers: readonly Offer[], scenario: Scenario, until: number): Promise<void> {
  const { scheduler } = world;
  let over = false;
  void scenario.play(client, offers).finally(() => (over = true));
  await scheduler.run(() => over || scheduler.steps >= until, scheduler.now + 120_000, until);
}
/** No faults any more: clients answer what is asked until everything has ended. What does not move any more is stuck. */
async function healPhase(world: World, client: Client, violations: Violation[]): Promise<void> {
  const { scheduler } = world;
  if (!world.process) scheduler.later(null, 1_000, 'a coordinator starts at last', () => world.process ?? world.boot());
  let over = false;
  void closing(world, client, violations).finally(() => (over = true));
  const how = await scheduler.run(() => over, scheduler.now + HEAL_MS, scheduler.steps + MAX_STEPS);
  if (how !== 'done')
    violations.push({ invariant: 'stuck', detail: `after the heal nothing came to an end (${how}, step ${scheduler.steps})` });
}
async function closing(world: World, client: Client, violations: Violation[]): Promise<void> {
  const { scheduler } = world;
  const since = scheduler.now;
  while (!world.process?.ready) {
    if (scheduler.now > since + STUCK_MS)
      return void violations.push({ invariant: 'stuck', detail: 'no coordinator comes up after the heal' });
    await client.sleep(500);
  }
  // Executions that nobody was told of, and children, are found in the list, which may lag: by calls that were slow before the heal, too.
  const looked = new Set<string>();
  const progress = { at: scheduler.now };
  let open = 0;
  let quiet = scheduler.now;
  while (scheduler.now < quiet + BEHIND_MS) {
    const listed = await client.insist('list', null, (service) => service.list({ org: ORG, limit: 200 }));
    for (const { id } of listed?.answer.items ?? []) client.known.add(id);
    for (const id of client.known) {
      if (looked.has(id)) continue;
      looked.add(id);
      open++;
      void close(world, client, id, progress, violations).finally(() => open--);
    }
    if (open > 0) quiet = scheduler.now;
    await client.sleep(1_000);
  }
}
/** Looks after one execution until it has ended. */
async function close(world: World, client: Client, id: string, progress: { at: number }, violations: Violation[]): Promise<void> {
  const { scheduler } = world;
  let seen: ExecutionView | undefined;
  let moved = scheduler.now;
  for (;;) {
    const view = await client.get(id);
    if (view && (seen === undefined || view.version !== seen.version)) {
      seen = view;
      moved = progress.at = scheduler.now;
    }
    if (view && ENDED.has(view.status)) break;
    // One that waits for another moves when that one has: as long as any of them does, nobody is stuck.
    if (scheduler.now > Math.max(moved, progress.at) + STUCK_MS) {
      const nodes = (view?.nodes ?? []).filter((node) => node.endedAt === null).map((node) => `${node.path} ${node.status}`);
      violations.push({
        invariant: 'stuck',
        detail: `${id} is ${view?.status ?? 'not answered for'} (${view?.phase ?? 'no phase'}) and has not moved for ${STUCK_MS / 1000} s: ${nodes.join(', ')}; waiting: ${JSON.stringify(view?.waiting ?? [])}`,
      });
      return;
    }
    if (view?.status === 'paused' || view?.phase === 'pausing')
      await client.command('resume', id, (service, by) => service.resume({ org: ORG, executionId: id, by }));
    else if (view) await client.answerAll(view);
    await client.sleep(Math.min(400 + (scheduler.now - moved) / 2, 10_000));
  }
  await readHistory(client, id);
}
function endsOf(world: World): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const kept of world.executions.executions.values()) {
    const last = JSON.parse(kept.at(-1)?.text ?? '{"events":[]}') as { events: { type: string }[] };
    const type = last.events.at(-1)?.type ?? 'none';
    ends[type] = (ends[type] ?? 0) + 1;
  }
  return ends;
}
function eventsOf(world: World): number {
  let count = 0;
  for (const kept of world.executions.executions.values())
    for (const { record } of kept) if (record.kind === 'commit') count += record.events.length;
  return count;
}
function nodesOf(world: World): number {
  const paths = new Set<string>();
  for (const [id, kept] of world.executions.executions)
    for (const { record } of kept)
      if (record.kind === 'commit')
        for (const event of record.events) if ('path' in event && event.path !== null) paths.add(`${id} ${event.path}`);
  return paths.size;
}
function hashOf(world: World): string {
  let hash = world.scheduler.hash;
  for (const { records } of world.executions.partitions.values())
    for (const { text } of records) for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
