/** Whether one of `hosts` (`host`, `host:port`, `*.example.org` for any subdomain) covers this host and port. Without a port an entry covers all of the host's. */
export function isBoundTo(hosts: readonly string[], host: string, port: number): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return hosts.some((entry) => {
    const match = /^(.*?)(?::(\d{1,5}))?$/.exec(
      entry.toLowerCase().includes(']') || !isBareV6(entry) ? entry.toLowerCase() : `[${entry.toLowerCase()}]`,
    );
    const bound = match?.[1]?.replace(/^\[|\]$/g, '') ?? '';
    if (match?.[2] !== undefined && Number(match[2]) !== port) return false;
    return bound.startsWith('*.') ? name.length > bound.length - 1 && name.endsWith(bound.slice(1)) : bound === name;
  });
}
const isBareV6 = (entry: string): boolean => entry.split(':').length > 2 && !entry.startsWith('[');
