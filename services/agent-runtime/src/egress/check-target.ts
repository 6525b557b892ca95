import { isIP } from 'node:net';
import { AppError, type JsonObject } from '@agentflow/core';
import { isGlobalAddress } from './addresses.js';
import { bareHost, type AllowList } from './allow-list.js';

/** Answers all addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;
/** Where a call may go: the addresses were checked, and the socket connects to one of these and no other. */
export interface Target {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}
const refuse = (message: string, details: JsonObject): AppError => new AppError('EGRESS_REFUSED', message, { ...details, sent: false });

/** Reads an address once; what is checked here is what is dispatched. @throws AppError EGRESS_REFUSED for anything but http(s) without user information */
export function parseTarget(text: string | URL): URL {
  const url = URL.canParse(String(text)) ? new URL(String(text)) : undefined;
  if (!url) throw refuse('this is not a web address', { url: String(text).slice(0, 200) });
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refuse(`only http and https addresses may be called, not ${url.protocol}`, { scheme: url.protocol });
  if (url.username !== '' || url.password !== '')
    throw refuse('an address may not carry a user name or password: use a credential', { host: url.host });
  if (bareHost(url) === '') throw refuse('the address names no host', { host: url.host });
  return url;
}
/** Where a redirect leads. @throws AppError EGRESS_REFUSED when that is no address that may be called, or gives up encryption */
export function redirectTarget(from: URL, location: string): URL {
  const next = parseTarget(URL.canParse(location, from.href) ? new URL(location, from) : location);
  if (from.protocol === 'https:' && next.protocol === 'http:')
    throw refuse(`${from.host} redirects from https to http`, { host: from.host });
  return next;
}
/** Resolves the host and refuses it when any of its addresses is not public and not allowed. @throws AppError EGRESS_REFUSED, HTTP_UNAVAILABLE when the name leads nowhere */
export async function checkTarget(url: URL, allow: AllowList, resolve: Resolve): Promise<Target> {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { url, ...(await checkHost(bareHost(url), port, allow, resolve)) };
}
/** The same for a host and port without a URL, as mail servers have it. */
export async function checkHost(host: string, port: number, allow: AllowList, resolve: Resolve): Promise<Omit<Target, 'url'>> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0) throw new AppError('HTTP_UNAVAILABLE', `the host ${host} has no address`, { host, sent: false });
  if (!allow.host(host, port)) {
    const bad = addresses.find((address) => !isGlobalAddress(address) && !allow.address(address, port));
    if (bad !== undefined)
      throw refuse(`${host} is not a public address; the operator can allow it with AGENTFLOW_EGRESS_ALLOW`, { host, port });
  }
  return { host, port, addresses };
}
