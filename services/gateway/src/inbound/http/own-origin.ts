import type { IncomingMessage } from 'node:http';
import { AppError } from '@agentflow/core';

export interface OwnOrigin {
  /** What is wrong with the request's Host or Origin, if anything: FOREIGN_ORIGIN. */
  check(req: IncomingMessage): AppError | null;
  /** Called once the port is known. */
  listenOn(port: number): void;
}

/**
 * Host and Origin must be ours, on loopback too: a page of another site, or a name of theirs that resolves to us (DNS rebinding), gets
 * nothing. Ours are the configured host, the loopback names, `allowedHosts` (`name` or `name:port`, for ingress and proxies) and the
 * address of the socket itself, since rebinding needs a name.
 */
export function createOwnOrigin(config: { readonly host: string; readonly allowedHosts: readonly string[] }): OwnOrigin {
  let hosts: ReadonlySet<string> = new Set();
  let origins: ReadonlySet<string> = new Set();

  const isOwnAddress = (host: string, req: IncomingMessage): boolean => {
    const { localAddress, localPort } = req.socket;
    if (localAddress === undefined) return false;
    const address = localAddress.startsWith('::ffff:') ? localAddress.slice(7) : localAddress;
    return host === `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
  };
  const isOwnHost = (host: string, req: IncomingMessage): boolean =>
    hosts.has(host) || hosts.has(host.toLowerCase()) || isOwnAddress(host, req);

  return {
    listenOn(port) {
      const names = [config.host, 'localhost', '127.0.0.1', '[::1]'].map((name) =>
        name.includes(':') && !name.startsWith('[') ? `[${name}]` : name,
      );
      const own = names.map((name) => `${name.toLowerCase()}:${port}`);
      if (port === 80) own.push(...names);
      hosts = new Set([...own, ...config.allowedHosts.map((host) => host.toLowerCase())]);
      origins = new Set([
        ...own.map((host) => `http://${host}`),
        ...config.allowedHosts.flatMap((host) => [`http://${host.toLowerCase()}`, `https://${host.toLowerCase()}`]),
      ]);
    },
    check(req) {
      const host = req.headers.host;
      if (host === undefined || !isOwnHost(host, req)) {
        return new AppError(
          'FOREIGN_ORIGIN',
          'the Host header does not name this server: add the name to AGENTFLOW_ALLOWED_HOSTS if it should',
        );
      }
      const origin = req.headers.origin;
      if (origin === undefined || origins.has(origin)) return null;
      if (origin.startsWith('http://') && isOwnAddress(origin.slice(7), req)) return null;
      return new AppError('FOREIGN_ORIGIN', 'requests from pages of another origin are refused');
    },
  };
}
