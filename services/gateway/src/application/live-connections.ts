import { AppError } from '@agentflow/core';
import type { ApiKeys } from './api-keys.js';
import { may, type Action, type Principal } from './authorize.js';
import type { Sessions } from './sessions.js';

/** Something that stays open and can be told to end. */
export interface LiveConnection {
  /** `going-away`: the server stops. `revoked`: its key or session no longer counts. */
  end(reason: 'going-away' | 'revoked'): void;
  /** Called once a second. */
  tick(): void;
  readonly principal: () => Principal | null;
}
/** The open streams and sockets: bounded, looked after by one timer, ended together. */
export interface LiveConnections {
  /** @throws AppError OVERLOADED when there are too many */
  add(connection: LiveConnection): () => void;
  readonly size: () => number;
  start(): void;
  /** Ends all of them; resolves at once, the connections close in their own time. */
  stop(): void;
}
/** Sockets that have not said yet who they are may not crowd out those that have. */
const MAX_UNKNOWN = 256;
/** A right that is taken away cuts open connections after this at the latest. */
const RECHECK_TICKS = 4;

export function createLiveConnections(deps: { apiKeys: ApiKeys; sessions: Sessions; limit: number; tickMs: number }): LiveConnections {
  const open = new Set<LiveConnection>();
  let timer: NodeJS.Timeout | undefined;
  let ticks = 0;

  const recheck = async (): Promise<void> => {
    const verdicts = new Map<string, Promise<boolean>>();
    for (const connection of [...open]) {
      const principal = connection.principal();
      if (!principal) continue;
      const id = `${principal.org}/${principal.kind}/${principal.credentialId}`;
      let verdict = verdicts.get(id);
      if (!verdict) verdicts.set(id, (verdict = stillMay(deps, principal, 'execution:read')));
      // a store that cannot be asked takes nobody's right away
      if (!(await verdict.catch(() => true))) connection.end('revoked');
    }
  };
  const tick = (): void => {
    for (const connection of open) connection.tick();
    if (++ticks % RECHECK_TICKS === 0) void recheck();
  };

  return {
    add(connection) {
      const crowded = connection.principal() === null && [...open].filter((one) => one.principal() === null).length >= MAX_UNKNOWN;
      if (crowded || open.size >= deps.limit)
        throw new AppError('OVERLOADED', 'too many live connections are open', {}, { retryAfterSeconds: 5 });
      open.add(connection);
      return () => void open.delete(connection);
    },
    size: () => open.size,
    start() {
      timer = setInterval(tick, deps.tickMs);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      for (const connection of [...open]) connection.end('going-away');
    },
  };
}

async function stillMay(
  { apiKeys, sessions }: { apiKeys: ApiKeys; sessions: Sessions },
  principal: Principal,
  action: Action,
): Promise<boolean> {
  const { org, kind, credentialId } = principal;
  if (credentialId === undefined) return false;
  if (kind === 'key') {
    const role = await apiKeys.stillValid(org, credentialId);
    return role !== null && may({ ...principal, roles: [role] }, action);
  }
  const roles = await sessions.stillOpen(org, credentialId);
  return roles !== null && may({ ...principal, roles }, action);
}
