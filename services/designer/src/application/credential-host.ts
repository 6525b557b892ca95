/** A label of a host name; internationalised names come in their ASCII form. */
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6 = /^\[[0-9a-f:.]+\]$/;

/**
 * Lower-case `host`, `host:port`, `*.example.org` (any subdomain) or `[ipv6]:port`; `null` when it is none of these: a URL, a path, user info, a bare `*`, a wildcard for a whole top-level domain.
 */
export function credentialHost(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 255) return null;
  const match = /^(\*\.)?(\[[^\]]+\]|[^:/?#@%\s[\]\\]+)(?::(\d{1,5}))?$/.exec(text.trim());
  if (!match) return null;
  const [, wildcard = '', host = '', port] = match;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return null;
  const name = asciiHost(host);
  if (name === null) return null;
  const isAddress = IPV4.test(name) || IPV6.test(name);
  if (wildcard !== '' && (isAddress || !name.includes('.'))) return null;
  return `${wildcard}${name}${port === undefined ? '' : `:${Number(port)}`}`;
}
/** As a URL would have it, so that it compares equal to what a request will be sent to; `null` when a URL reads something else in it. */
function asciiHost(host: string): string | null {
  let name: string;
  try {
    name = new URL(`http://${host}/`).hostname;
  } catch {
    return null;
  }
  if (IPV6.test(name)) return name;
  if (IPV4.test(name)) return name === host ? name : null; // 0x7f.1 and the like
  return name
    .replace(/\.$/, '')
    .split('.')
    .every((label) => LABEL.test(label))
    ? name.replace(/\.$/, '')
    : null;
}
