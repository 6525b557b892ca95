import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The one part of IPv6 that is given to the public internet (IANA, ipv6-unicast-address-assignments). */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Parts of it that carry an IPv4 address inside, or lead nowhere: 6to4, Teredo, ORCHIDv2, documentation and their kin. */
const EMBEDDING_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map((block) => ipaddr.IPv6.parseCIDR(block));

/**
 * Whether an address, parsed to its bytes, belongs to the public internet. Loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast, reserved,
 * unspecified, unique-local and all forms that embed an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) do not. Text that is no address does not either.
 */
export function isGlobalAddress(text: string): boolean {
  if (text.includes('%') || isIP(text) === 0) return false; // stricter than the parser, which takes short forms
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return address.range() === 'unicast';
  const v6 = address as ipaddr.IPv6;
  return v6.match(GLOBAL_V6) && v6.range() === 'unicast' && !EMBEDDING_V6.some((block) => v6.match(block));
}
