import { compileDefinition, definitionDigest, ENDED, type ExecutionView } from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import { randomWorkflow, seededRandom, type Random } from '@agentflow/testkit';
import { checkWorld } from './check/check-world.js';
import type { Violation } from './check/violation.js';
import { Client, ORG, type Offer } from './client/client.js';
import { begin, move, readHistory } from './client/moves.js';
import { answerAll } from './client/waiting.js';
import { isControl, mix, swarmRates, type FaultSettings } from './fault-plan.js';
import type { Mutant } from './mutant.js';
import type { Note } from './scheduler.js';
import { World, type Loss } from './world.js';

const CATALOG = createNodeCatalog();
/** After the heal every execution has to move within this time, virtual: the longest pause between two attempts is 60 s. */
const STUCK_MS = 120_000;
const HEAL_MS = 2 * 3_600_000;
/** A world that takes more steps than this runs in circles. */
const MAX_STEPS = 60_000;

export interface SeedOptions {
  readonly log?: Note;
  readonly mutant?: Mutant;
  readonly faults?: FaultSettings;
  /** The fault phase ends at this step: what comes after is healed. For shrinking. */
  readonly until?: number;
  readonly loss?: Loss;
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
  /** Of every decision of the scheduler, and of every commit: the same for the same seed. */
  readonly hash: string;
  readonly ordinals: readonly number[];
  readonly crashSteps: readonly number[];
}
/** Faults and crashes of a seed, as the swarm has them. */
export function faultsOf(seed: number): FaultSettings {
  if (isControl(seed)) return { rates: swarmRates(seed), crashes: [] };
  const count = mix(seed, 500) % 4;
  return { rates: swarmRates(seed), crashes: Array.from({ length: count }, (_, n) => 140 + (mix(seed, 600 + n) % 900)) };
}
/** Runs one seed from nothing to its verdict. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedResult> {
  const faults = options.faults ?? faultsOf(seed);
  const world = new World({
    seed,
    faults,
    ...(options.log && { log: options.log }),
    ...(options.mutant && { mutant: options.mutant }),
    ...(options.loss && { loss: options.loss }),
  });
  const offers = drawOffers(world, seededRandom(mix(seed, 5)));
  const client = new Client(world);
  const violations: Violation[] = [];
  world.boot();
  await faultPhase(world, client, offers, options.until ?? Number.POSITIVE_INFINITY);
  world.faults.healed = true;
  world.scheduler.note('HEALED');
  await healPhase(world, client, violations);
  await checkWorld(world, client, violations);
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
    hash: hashOf(world),
    ordinals: world.faults.ordinals,
    crashSteps: faults.crashes,
  };
}
function drawOffers(world: World, random: Random): Offer[] {
  return Array.from({ length: 1 + random(2) }, (_, n) => {
    const definition = randomWorkflow(random, { layers: 3, width: 2 });
    const digest = definitionDigest(definition);
    if (!world.plans.has(digest)) world.plans.set(digest, compileDefinition(definition, CATALOG, { digest }));
    return { digest, workflowId: `w${n}` };
  });
}
async function faultPhase(world: World, client: Client, offers: readonly Offer[], until: number): Promise<void> {
  const { scheduler, random } = world;
  const moves = 8 + random(10);
  let done = 0;
  for (let n = 0; n < moves; n++) {
    // The first ones come soon: there has to be something to look after.
    const at = n < 3 ? 20 + random(300) : random(20_000);
    scheduler.later(null, at, 'client moves', () => {
      void (n < 2 ? begin(client, offers, n) : move(client, offers)).finally(() => done++);
    });
  }
  await scheduler.run(() => done === moves || scheduler.steps >= until, scheduler.now + 120_000, until);
}
/** No faults any more: clients answer what is asked until everything has ended. What does not move any more is stuck. */
async function healPhase(world: World, client: Client, violations: Violation[]): Promise<void> {
  const { scheduler } = world;
  if (!world.process) scheduler.later(null, 1_000, 'a coordinator starts at last', () => world.process ?? world.boot());
  let over = false;
  void closing(world, client, violations).finally(() => (over = true));
  const how = await scheduler.run(() => over, scheduler.now + HEAL_MS, scheduler.steps + MAX_STEPS);
  if (how !== 'done') violations.push({ invariant: 'stuck', detail: `after the heal nothing came to an end (${how}, step ${scheduler.steps})` });
  // What runs behind: list and public events.
  await scheduler.run(() => false, scheduler.now + 3_000, scheduler.steps + 2_000);
}
async function closing(world: World, client: Client, violations: Violation[]): Promise<void> {
  const { scheduler } = world;
  const since = scheduler.now;
  while (!world.process?.ready) {
    if (scheduler.now > since + STUCK_MS) return void violations.push({ invariant: 'stuck', detail: 'no coordinator comes up after the heal' });
    await client.sleep(500);
  }
  const listed = await client.insist('list', null, (service) => service.list({ org: ORG, limit: 200 }));
  for (const { id } of listed?.answer.items ?? []) client.known.add(id);
  await Promise.all([...client.known].map((id) => close(world, client, id, violations)));
}
/** Looks after one execution until it has ended. */
async function close(world: World, client: Client, id: string, violations: Violation[]): Promise<void> {
  const { scheduler } = world;
  let seen: ExecutionView | undefined;
  let moved = scheduler.now;
  for (;;) {
    const view = await client.get(id);
    if (view && (seen === undefined || view.version !== seen.version)) {
      seen = view;
      moved = scheduler.now;
    }
    if (view && ENDED.has(view.status)) break;
    if (scheduler.now > moved + STUCK_MS) {
      const nodes = (view?.nodes ?? []).filter((node) => node.endedAt === null).map((node) => `${node.path} ${node.status}`);
      violations.push({
        invariant: 'stuck',
        detail: `${id} is ${view?.status ?? 'not answered for'} (${view?.phase ?? 'no phase'}) and has not moved for ${STUCK_MS / 1000} s: ${nodes.join(', ')}; waiting: ${JSON.stringify(view?.waiting ?? [])}`,
      });
      return;
    }
    if (view?.status === 'paused' || view?.phase === 'pausing')
      await client.command('resume', id, (service, by) => service.resume({ org: ORG, executionId: id, by }));
    else if (view) await answerAll(client, view);
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
function hashOf(world: World): string {
  let hash = world.scheduler.hash;
  for (const { records } of world.executions.partitions.values())
    for (const { text } of records) for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
