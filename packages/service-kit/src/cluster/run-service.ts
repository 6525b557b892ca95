import { AppError, isAppError } from '@agentflow/core';
import type { Readiness, Service } from '@agentflow/ports';
import type { Registry } from 'prom-client';
import type { z } from 'zod';
import { createAdminServer, createMetricsRegistry, renderMetrics, type AdminServer } from '../health.js';
import { createLogger, type Logger, type LogLevel } from '../logger.js';
import { parseConfig } from '../parse-config.js';
import { startTelemetry, type Telemetry } from '../telemetry.js';

/*
 * I1  What was opened is closed in the reverse order of its opening, also when the start fails half-way.
 * I2  Before anything stops, the process says that it is not ready and that it leaves: nobody sends it what it would refuse.
 * I3  It ends within 10 s of the signal, whatever hangs.
 */

/** How long services may take to stop, and after which the process ends in any case. Milliseconds. */
const SERVICES_MS = 7_500;
const HARD_STOP_MS = 9_500;
/** How long a start under way is waited for when it is told to stop. */
const START_PATIENCE_MS = 2_000;
const RETRY_MS = { first: 500, most: 5_000 };

/** What of the process a service may touch; a stand-in in tests. */
export interface HostProcess {
  on(event: 'SIGTERM' | 'SIGINT' | 'uncaughtException' | 'unhandledRejection', listener: (about: unknown) => void): unknown;
  exit(code: number): void;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}
/** While a service starts: what it opens, it says at once how to close. */
export interface StartScope<C> {
  readonly config: C;
  readonly logger: Logger;
  /** `host:port` of the admin server as others reach it, e.g. `http://10.0.0.3:8431`; '' where the service brings its own. */
  readonly httpUrl: string;
  /** The text of `/metrics`, for a service that serves it by itself. */
  readonly metricsText: () => Promise<string>;
  /** Called once, after the service has stopped, in reverse order. */
  onClose(name: string, close: () => Promise<void> | void): void;
}
export interface StartedService {
  /** Not yet started. */
  readonly lifecycle: Service;
  readonly registries?: readonly Registry[];
  /** Tells others that we hand over, before anything stops. */
  readonly leaving?: () => Promise<void>;
  /** For the line that says that it is ready: by name, once started. */
  readonly urls?: () => { readonly [name: string]: string };
}
export interface RunServiceOptions<S extends z.ZodObject> {
  readonly name: string;
  readonly schema: S;
  readonly env: { readonly [name: string]: string | undefined };
  readonly start: (scope: StartScope<Readonly<z.output<S>>>) => Promise<StartedService>;
  readonly host?: HostProcess;
  readonly hardStopMs?: number;
}
interface CommonConfig {
  readonly AGENTFLOW_HOST: string;
  readonly AGENTFLOW_ADVERTISE_HOST?: string | undefined;
  readonly AGENTFLOW_LOG_LEVEL: LogLevel;
  /** Without it the service has an HTTP door of its own, and `/health` with it. */
  readonly AGENTFLOW_HTTP_PORT?: number | undefined;
}

/**
 * The frame of a process that is one service. Wrong configuration: all of it on standard error, exit 1. A start that may succeed later (a server that is not there yet) is tried
 * again until it does; meanwhile `/ready` says why not. Anything nobody catches ends the process with 1: whoever started it starts it again.
 */
export function runService<S extends z.ZodObject>(options: RunServiceOptions<S>): { readonly ended: Promise<number> } {
  const { name, schema, env, host = process as unknown as HostProcess, hardStopMs = HARD_STOP_MS } = options;
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  let over = false;
  const exit = (code: number): void => {
    if (over) return;
    over = true;
    end(code);
    host.exit(code);
  };
  let config: Readonly<z.output<S>>;
  try {
    config = parseConfig(schema, env);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const lines = error.problems.length > 0 ? error.problems.map(({ message }) => `  ${message}`) : [`  ${error.message}`];
    host.stderr.write(`${name}: the configuration is wrong\n${lines.join('\n')}\n`);
    exit(1);
    return { ended };
  }
  const common = config as unknown as CommonConfig;
  const logger = createLogger({ name, level: common.AGENTFLOW_LOG_LEVEL });
  const registry = createMetricsRegistry(name, { process: true });
  let started: StartedService | undefined;
  let admin: AdminServer | undefined;
  let telemetry: Telemetry | undefined;
  let stopping: Promise<void> | undefined;
  let why = 'starting';
  let closers: { readonly name: string; readonly close: () => Promise<void> | void }[] = [];

  const ready = async (): Promise<Readiness> => {
    if (stopping) return { ready: false, checks: { [name]: 'stopping' } };
    if (!started || why !== '') return { ready: false, checks: { [name]: why } };
    return started.lifecycle.ready();
  };
  const metricsText = (): Promise<string> => renderMetrics([registry, ...(started?.registries ?? [])]);
  const closeAll = async (): Promise<void> => {
    const open = closers.reverse();
    closers = [];
    for (const { name: what, close } of open) {
      try {
        await close();
      } catch (err) {
        logger.error({ err, what }, 'closing failed');
      }
    }
  };
  const stop = (signal: string): void => {
    stopping ??= (async () => {
      const hard = setTimeout(() => {
        logger.fatal({ afterMs: hardStopMs }, 'the process did not stop in time and is ended');
        exit(1);
      }, hardStopMs);
      logger.info({ signal }, 'stopping');
      const up = await Promise.race([starting.then(() => true), patience(START_PATIENCE_MS, true).then(() => false)]);
      if (!up) await closeAll(); // what the start waits for is taken away, so that it fails
      await started?.leaving?.().catch((err: unknown) => logger.warn({ err }, 'the others could not be told that this process leaves'));
      let code = 0;
      try {
        await started?.lifecycle.stop();
      } catch (err) {
        logger.error({ err }, 'not everything stopped cleanly');
        code = 1;
      }
      await closeAll();
      await admin?.stop();
      await telemetry?.stop();
      clearTimeout(hard);
      logger.info('stopped');
      exit(code);
    })();
  };
  host.on('SIGTERM', () => stop('SIGTERM'));
  host.on('SIGINT', () => stop('SIGINT'));
  const crash = (what: string) => (err: unknown) => {
    logger.fatal({ err }, what);
    exit(1);
  };
  host.on('uncaughtException', crash('an exception that nobody caught'));
  host.on('unhandledRejection', crash('a rejection that nobody handled'));

  const attempt = async (): Promise<void> => {
    const scope: StartScope<Readonly<z.output<S>>> = {
      config,
      logger,
      httpUrl: admin ? `http://${urlHost(advertisedHost(common))}:${admin.port()}` : '',
      metricsText,
      onClose: (what, close) => void closers.push({ name: what, close }),
    };
    const service = await options.start(scope);
    started = service;
    await service.lifecycle.start();
  };
  const startUp = async (): Promise<void> => {
    telemetry = await startTelemetry({ service: `agentflow-${name}`, env });
    if (common.AGENTFLOW_HTTP_PORT !== undefined) {
      // metrics are rendered anew each time, so that those of a service that started late are in them
      const own = createAdminServer({
        host: common.AGENTFLOW_HOST,
        port: common.AGENTFLOW_HTTP_PORT,
        ready,
        registries: [],
        metricsText,
        details: true,
      });
      await own.start();
      admin = own;
    }
    for (let delay = RETRY_MS.first; !stopping; delay = Math.min(2 * delay, RETRY_MS.most)) {
      try {
        await attempt();
        why = '';
        const urls = { ...(admin ? { http: `http://${common.AGENTFLOW_HOST}:${admin.port()}` } : {}), ...started?.urls?.() };
        const told = Object.entries(urls).map(([what, url]) => `${what} ${url}`);
        if (!stopping) host.stdout.write(`agentflow ${name} is ready: ${[...told, 'mode cluster'].join(', ')}\n`);
        return;
      } catch (error) {
        if (stopping) return;
        await started?.lifecycle.stop().catch(() => undefined);
        started = undefined;
        await closeAll();
        if (!isAppError(error) || !error.retryable) throw error;
        why = error.message;
        logger.warn({ err: error, retryInMs: delay }, 'the service cannot start yet');
        await patience(delay);
      }
    }
  };
  const starting: Promise<void> = startUp().catch(async (error: unknown) => {
    logger.fatal({ err: error }, 'the service could not start');
    await admin?.stop();
    await telemetry?.stop();
    host.stderr.write(`${name}: ${isAppError(error) ? error.message : 'could not start; its log says why'}\n`);
    exit(1);
  });
  return { ended };
}
/** Bound for `composeLifecycle` of a process's services, so that there is time left to close its stores. */
export const SERVICES_STOP = { stopMs: SERVICES_MS } as const;

/** The host that others reach this process by. @throws AppError CONFIG_INVALID where it listens on all addresses and was told no name */
export function advertisedHost({ AGENTFLOW_ADVERTISE_HOST: told, AGENTFLOW_HOST: bound }: CommonConfig): string {
  if (told !== undefined) return told;
  if (bound === '0.0.0.0' || bound === '::')
    throw new AppError(
      'CONFIG_INVALID',
      `AGENTFLOW_ADVERTISE_HOST must be set: nobody reaches this process by ${bound}, on which it listens`,
    );
  return bound;
}
export const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const patience = (ms: number, aside = false): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    if (aside) timer.unref();
  });
