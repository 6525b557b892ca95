import {
  newQuickJSWASMModule,
  newVariant,
  RELEASE_SYNC,
  type CustomizeVariantOptions,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten';
import { MAX_LOG_LENGTH, MAX_LOG_LINES, MAX_MESSAGE_LENGTH, type RunMessage } from './protocol.js';

export type GuestAnswer = { readonly value: string } | { readonly limit: boolean; readonly message: string };
/** Runs before the guest's own code, so that what it captures is untouched. Nothing of the host goes in but one function that takes two texts. */
const PRELUDE = `(emit => {
  const { parse, stringify } = JSON, text = String, settle = async (call, args) => { const out = stringify(await call(parse(args))); return out === undefined ? 'null' : out; };
  const show = (part) => { if (typeof part === 'string') return part; try { return stringify(part) ?? text(part); } catch { return '[unprintable]'; } };
  const describe = (error) => { try { return error instanceof Error ? text(error.name) + ': ' + text(error.message) : show(error); } catch { return '[unprintable error]'; } };
  const line = (level) => (...parts) => { let all = ''; for (const part of parts) all += (all && ' ') + show(part); emit(level, all); };
  globalThis.console = { log: line('info'), info: line('info'), debug: line('debug'), warn: line('warn'), error: line('error') };
  return { settle, describe };
})`;
const LIMIT =
  /^(InternalError: (interrupted|out of memory|stack overflow|string too long)|RangeError: (Maximum call stack size exceeded|invalid (string|array) length|BigInt is too large)|.*out of memory)/;

type Compiled = Extract<CustomizeVariantOptions['wasmModule'], object>;
/** The types of this part of the platform come with the DOM's, which we are not. */
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: { compile(bytes: Uint8Array): Promise<Compiled> } };
let compiled: Promise<Compiled> | undefined;
/** Compiles the engine once per process; each run instantiates it anew, so nothing of one run is left for the next. */
async function freshEngine() {
  compiled ??= (async () => {
    const { readFile } = await import('node:fs/promises');
    const { createRequire } = await import('node:module');
    const path = createRequire(createRequire(import.meta.url).resolve('quickjs-emscripten')).resolve(
      '@jitl/quickjs-wasmfile-release-sync/wasm',
    );
    return WebAssembly.compile(await readFile(path));
  })();
  return newQuickJSWASMModule(newVariant(RELEASE_SYNC, { wasmModule: await compiled }));
}
/** Makes the next run start at once. */
export const warmUp = async (): Promise<void> => void (await freshEngine());

/** Runs one module in an engine of its own and answers what its default export returns, as JSON text. */
export async function runGuest(run: RunMessage, onLog: (level: string, message: string) => void): Promise<GuestAnswer> {
  const engine = await freshEngine();
  const runtime = engine.newRuntime();
  runtime.setMemoryLimit(run.memoryBytes);
  runtime.setMaxStackSize(run.stackBytes);
  const end = performance.now() + run.timeoutMs;
  let late = false;
  runtime.setInterruptHandler(() => (late ||= performance.now() > end));
  // Neither runtime nor context is disposed: the whole instance is dropped, and a broken guest heap cannot break us by being taken apart.
  try {
    const answer = inContext(runtime.newContext(), runtime, run, onLog, () => (late ||= performance.now() > end));
    return late ? { limit: true, message: `the code ran longer than ${run.timeoutMs} ms` } : answer;
  } catch (error) {
    if (late) return { limit: true, message: `the code ran longer than ${run.timeoutMs} ms` };
    return { limit: true, message: `the code broke its engine: ${String((error as Error).message).slice(0, 200)}` };
  }
}

function inContext(
  context: QuickJSContext,
  runtime: QuickJSRuntime,
  run: RunMessage,
  onLog: (level: string, message: string) => void,
  late: () => boolean,
): GuestAnswer {
  let lines = 0;
  const emit = context.newFunction('emit', (level, message) => {
    if (lines++ < MAX_LOG_LINES) onLog(context.getString(level!), context.getString(message!).slice(0, MAX_LOG_LENGTH));
  });
  const prelude = context.unwrapResult(
    context.callFunction(context.unwrapResult(context.evalCode(PRELUDE, 'prelude.js')), context.undefined, emit),
  );
  const settle = context.getProp(prelude, 'settle');
  const describe = context.getProp(prelude, 'describe');

  const failed = (error: QuickJSHandle): GuestAnswer => {
    const told = context.callFunction(describe, context.undefined, error);
    const message = told.error ? 'out of memory' : context.getString(told.value).slice(0, MAX_MESSAGE_LENGTH);
    return { limit: LIMIT.test(message), message };
  };
  /** Runs the guest's jobs until the promise is settled; a value that is no promise is so at once. */
  const settled = (handle: QuickJSHandle): { readonly value: QuickJSHandle } | GuestAnswer => {
    for (;;) {
      const state = context.getPromiseState(handle);
      if (state.type === 'fulfilled') return { value: state.value };
      if (state.type === 'rejected') return failed(state.error);
      if (late()) return { limit: true, message: `the code ran longer than ${run.timeoutMs} ms` };
      const jobs = runtime.executePendingJobs(1_000);
      if (jobs.error) return failed(jobs.error);
      if (jobs.value === 0) return { limit: false, message: 'the promise that was returned is never settled' };
    }
  };

  const evaluated = context.evalCode(run.source, 'code.mjs', { type: 'module', strict: true });
  if (evaluated.error) return failed(evaluated.error);
  const module = settled(evaluated.value);
  if ('message' in module || typeof module.value === 'string') return module as GuestAnswer;
  const call = context.getProp(module.value, 'default');
  if (context.typeof(call) !== 'function')
    return { limit: false, message: 'the module has no default export that is a function: write export default (args) => value' };
  const promise = context.callFunction(settle, context.undefined, call, context.newString(run.args));
  if (promise.error) return failed(promise.error);
  const result = settled(promise.value);
  if ('message' in result || typeof result.value === 'string') return result as GuestAnswer;
  const length = context.getNumber(context.getProp(result.value, 'length'));
  if (length > run.maxOutput)
    return { limit: true, message: `the value has ${length} characters of JSON, at most ${run.maxOutput} are allowed` };
  return { value: context.getString(result.value) };
}
