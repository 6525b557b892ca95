import type { Role } from './authorize.js';
import { createOneTime, type OneTime, type OneTimeDeps } from './one-time.js';

export const LOGIN_LINK_MS = 10 * 60_000;
/** The token of a login link opens a session for this person, once, within ten minutes. */
export type LoginLinks = OneTime<{ readonly subject: string; readonly roles: readonly Role[] }>;
export const createLoginLinks = (deps: OneTimeDeps): LoginLinks => createOneTime('login', LOGIN_LINK_MS, deps);
