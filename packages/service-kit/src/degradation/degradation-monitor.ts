import {
  AppError,
  DEGRADATION_DEFAULTS,
  DEGRADATION_NAMES,
  decideDegradation,
  degradationSignals,
  initialDegradation,
  orgId,
  SampleWindow,
  type DegradationDecision,
  type DegradationLevel,
  type DegradationOverride,
  type DegradationSettings,
  type PlatformReading,
} from '@agentflow/core';
import {
  PLATFORM_DOCUMENTS,
  type Clock,
  type DegradationControl,
  type DegradationSamples,
  type DegradationTransition,
  type DocumentStore,
  type Service,
} from '@agentflow/ports';
import type { Registry } from 'prom-client';
import type { Logger } from '../logger.js';
import { createDegradationInstruments } from './instruments.js';

/*
 * I1  Only here does the level change: after a look at the signals, or by an operator's word.
 * I2  An operator's word holds at once, before it is kept; what could not be kept is tried again with each look, and is not overwritten by what is kept meanwhile.
 * I3  A look that fails or hangs is itself a sign: the documents it could not read ask for level 4, and the next look comes all the same.
 * I4  While something is away without which hardly anything works, requests and steps are not counted, nor are those of the time before it was noticed: why they fail is known, and nobody should step
 *     back for another minute once it is there again.
 */
export interface DegradationMonitorDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Keeps the operator's word, over restarts and for all processes. */
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly settings?: Partial<DegradationSettings>;
  readonly resources?: () => PlatformReading['resources'] | Promise<PlatformReading['resources']>;
  readonly dependencies?: () => Promise<PlatformReading['dependencies']>;
  /** `false`: the signals are shown in the metrics, but an operator alone changes the level. */
  readonly automatic?: boolean;
  /** Between two looks, milliseconds; 1,000 where left out. */
  readonly everyMs?: number;
}
export interface DegradationMonitor extends DegradationControl, DegradationSamples {
  readonly lifecycle: Service;
  /** For `/metrics`. */
  readonly registry: Registry;
  /** Looks now. Looks by itself once started. */
  look(): Promise<void>;
}
const HISTORY = 100;
const PATIENCE_MS = 1_500;
/** The loss of what asks for this level or a higher one is felt by nearly every request. */
const CRIPPLING = 2;
const PLATFORM = orgId(PLATFORM_DOCUMENTS.org);
interface OverrideDocument {
  readonly override: DegradationOverride | null;
}

/** Watches the platform and says how far it steps back (docs/adr/0008-degradation.md). */
export function createDegradationMonitor(deps: DegradationMonitorDeps): DegradationMonitor {
  const {
    clock,
    logger,
    documents,
    resources = () => [],
    dependencies = () => Promise.resolve([]),
    everyMs = 1_000,
    automatic = true,
  } = deps;
  const settings: DegradationSettings = { ...DEGRADATION_DEFAULTS, ...deps.settings };
  const emptyWindows = () => ({
    tasks: new SampleWindow(),
    requests: new SampleWindow(),
    latency: new SampleWindow(),
    models: new SampleWindow(),
  });
  let windows = emptyWindows();
  let crippled = false;
  /** Until when something was away, monotonic milliseconds: what began before that says nothing, either. */
  let crippledUntil = Number.NEGATIVE_INFINITY;
  const tellsNothing = (ms: number): boolean => crippled || clock.monotonic() - ms < crippledUntil;
  const listeners = new Set<(level: DegradationLevel) => void>();
  const instruments = createDegradationInstruments();
  let decision: DegradationDecision = initialDegradation(clock.monotonic());
  let since = clock.now();
  let history: readonly DegradationTransition[] = [];
  let override: DegradationOverride | null = null;
  /** Rises with each word of an operator: what was read before it is old. */
  let words = 0;
  let unkept = false;
  let looking: Promise<void> | undefined;
  let disarm: (() => void) | undefined;
  let running = false;
  let reading: Pick<PlatformReading, 'resources' | 'dependencies'> = { resources: [], dependencies: [] };

  /** `at`: when what is decided by was looked at, monotonic milliseconds. */
  function decide(at = clock.monotonic()): void {
    const measured: PlatformReading = {
      ...reading,
      tasks: windows.tasks.read(at),
      requests: windows.requests.read(at),
      latency: windows.latency.read(at),
      models: windows.models.read(at),
    };
    const signals = degradationSignals(measured, settings);
    const before = decision.level;
    decision = decideDegradation(decision, automatic ? signals : [], override, at, settings);
    instruments.signals(signals);
    if (decision.level === before) return;
    since = clock.now();
    const { level, reasons } = decision;
    history = [{ at: since, from: before, to: level, reasons }, ...history].slice(0, HISTORY);
    instruments.moved(before, level);
    logger.warn({ from: before, to: level, reasons }, level > before ? 'the platform steps back' : 'the platform recovers by a step');
    for (const listener of [...listeners]) listener(level);
  }
  const keep = async (): Promise<void> => {
    const word = words;
    await within(documents.put<OverrideDocument>(PLATFORM, PLATFORM_DOCUMENTS.collection, PLATFORM_DOCUMENTS.override, { override }));
    if (word === words) unkept = false;
  };
  /** Answers what is wrong with the store that keeps it, or `ok`. */
  async function readOverride(): Promise<string> {
    const word = words;
    try {
      if (unkept) await keep();
      else {
        const found = await within(documents.get<OverrideDocument>(PLATFORM, PLATFORM_DOCUMENTS.collection, PLATFORM_DOCUMENTS.override));
        if (word === words) override = found?.value.override ?? null;
      }
      return 'ok';
    } catch (error) {
      return error instanceof AppError && error.code === 'DEADLINE_EXCEEDED' ? 'no answer' : 'cannot be read';
    }
  }
  function within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = clock.after(PATIENCE_MS, () => reject(new AppError('DEADLINE_EXCEEDED', `no answer within ${PATIENCE_MS} ms`)));
      work.then(resolve, reject).finally(cancel);
    });
  }
  async function look(): Promise<void> {
    // What gives no answer has been away since it was asked, not since we stopped waiting.
    const began = clock.monotonic();
    const [store, used, needed] = await Promise.all([
      readOverride(),
      Promise.resolve()
        .then(resources)
        .catch(() => reading.resources),
      // Who else is there is asked of the documents' server, too: a look must not last as long as its deadlines.
      within(dependencies()).catch((): PlatformReading['dependencies'] => [{ name: 'readiness', state: 'cannot be asked', level: 1 }]),
    ]);
    reading = { resources: used, dependencies: [...needed, { name: 'documents', state: store, level: 4 }] };
    const wasCrippled = crippled;
    crippled = reading.dependencies.some((one) => one.level >= CRIPPLING && one.state !== 'ok');
    if (wasCrippled || crippled) crippledUntil = clock.monotonic();
    if (wasCrippled !== crippled) windows = emptyWindows();
    decide(began);
  }
  const lookOnce = (): Promise<void> => (looking ??= look().finally(() => (looking = undefined)));
  /** Looks begin `everyMs` apart, however long one takes. */
  const arm = (ms = everyMs): void => {
    disarm = clock.after(ms, () => {
      if (!running) return;
      const began = clock.monotonic();
      lookOnce()
        .catch((err: unknown) => logger.error({ err }, 'the level of degradation could not be decided'))
        .finally(() => running && arm(Math.max(0, everyMs - (clock.monotonic() - began))));
    });
  };

  const lifecycle: Service = {
    name: 'degradation',
    async start() {
      running = true;
      await lookOnce();
      arm();
    },
    async stop() {
      running = false;
      disarm?.();
      await looking;
    },
    ready: () => Promise.resolve({ ready: running, checks: {} }),
  };
  const report: DegradationControl['report'] = () => ({
    level: decision.level,
    name: DEGRADATION_NAMES[decision.level],
    reasons: decision.reasons,
    since,
    override,
    history,
  });
  return {
    lifecycle,
    registry: instruments.registry,
    look: lookOnce,
    get level() {
      return decision.level;
    },
    get reasons() {
      return decision.reasons;
    },
    get since() {
      return since;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    report,
    async set(level, reason, by) {
      override = level === 'auto' ? null : { level, reason, by, at: clock.now() };
      words++;
      unkept = true;
      logger.warn({ level, reason, by }, 'an operator set the level of degradation');
      decide();
      try {
        await keep();
      } catch (cause) {
        const what = 'the level holds in this process, but could not be kept: it is tried again';
        throw new AppError('UNAVAILABLE', what, { level }, { cause, retryAfterSeconds: 5 });
      }
      return report();
    },
    task: (workflow, fault) => crippled || windows.tasks.record(clock.monotonic(), fault, workflow),
    request(route, fault, ms) {
      if (tellsNothing(ms ?? 0)) return;
      const at = clock.monotonic();
      windows.requests.record(at, fault, route);
      if (ms !== null) windows.latency.record(at, false, '', ms);
    },
    waited: (ms) => tellsNothing(ms) || windows.latency.record(clock.monotonic(), false, '', ms),
    modelCall: (model, unreachable, ms) => windows.models.record(clock.monotonic(), unreachable, model, ms),
  };
}
