import { AppError } from '@agentflow/core';
import ipaddr from 'ipaddr.js';

/** What the operator lets through although it is not public. */
export interface AllowList {
  /** Whether this host (a name, or an address without brackets) may be called at this port, wherever it leads. */
  host(host: string, port: number): boolean;
  /** Whether this address may be called at this port. */
  address(address: string, port: number): boolean;
}
type Block = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Reads a comma list of `host:port`, `[v6]:port` and CIDR blocks. @throws AppError BAD_REQUEST naming the entry that is neither */
export function parseAllowList(text: string): AllowList {
  const hosts = new Set<string>();
  const blocks: Block[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    if (ipaddr.isValidCIDR(entry)) blocks.push(ipaddr.parseCIDR(entry));
    else hosts.add(hostEntry(entry));
  }
  return {
    host: (host, port) => hosts.has(`${host}:${port}`),
    address(address, port) {
      if (hosts.has(`${address}:${port}`)) return true;
      if (blocks.length === 0 || !ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address); // a mapped address is the IPv4 address it leads to
      return blocks.some(([base, bits]) => base.kind() === parsed.kind() && parsed.match(base as never, bits));
    },
  };
}
function hostEntry(entry: string): string {
  const match = /^(.+):(\d{1,5})$/.exec(entry);
  const port = Number(match?.[2]);
  const url = match && port >= 1 && port <= 65_535 && URL.canParse(`http://${match[1]}/`) ? new URL(`http://${match[1]}/`) : undefined;
  if (!url || url.pathname !== '/' || url.port !== '' || url.username !== '') {
    throw new AppError('BAD_REQUEST', `AGENTFLOW_EGRESS_ALLOW: ${JSON.stringify(entry)} is neither host:port nor a CIDR block`, { entry });
  }
  return `${bareHost(url)}:${port}`;
}
/** A URL's host as sockets take it: no brackets, no trailing dot. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
