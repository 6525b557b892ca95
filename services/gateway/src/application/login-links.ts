import type { IdSource, KeyValue } from '@agentflow/ports';
import type { Role } from './authorize.js';
import { createOneTime, type OneTime } from './one-time.js';

export const LOGIN_LINK_MS = 10 * 60_000;
/** The token of a login link opens a session for this person, once, within ten minutes. */
export type LoginLinks = OneTime<{ readonly subject: string; readonly roles: readonly Role[] }>;
export const createLoginLinks = (deps: { keyValue: KeyValue; ids: IdSource }): LoginLinks => createOneTime('login', LOGIN_LINK_MS, deps);
