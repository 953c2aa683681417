/** Questions about hosts and web addresses that several rooms ask. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** A BlockList reads addresses as the system does, an IPv4 address that is written as IPv6 included. */
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether a host can only be this machine: `localhost`, or an IP address of the loopback interface. No other name counts,
 * whatever it resolves to.
 * @param host with or without the brackets that a URL has around an IPv6 address
 */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  if (family === 0) return address.toLowerCase() === 'localhost';
  return loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

const ownNetworks = new BlockList();
for (const [address, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  // Between a provider and its customers, and of Tailscale.
  ['100.64.0.0', 10],
] as const)
  ownNetworks.addSubnet(address, prefix, 'ipv4');
ownNetworks.addSubnet('fc00::', 7, 'ipv6');
/** Of names that no public name server knows (RFC 6761, 6762, 8375), and of Tailscale. */
const OWN_NAME = /(^|\.)(local|lan|home|internal|localdomain|home\.arpa|ts\.net)\.?$/i;

/**
 * Whether a host is this machine or one of its own network, as far as its name or address shows: a private address, a name
 * without a dot, or a name of a local zone.
 * @param host as for {@link isLoopback}
 */
export function isInOwnNetwork(host: string): boolean {
  if (isLoopback(host)) return true;
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  if (family === 0) return !address.includes('.') || OWN_NAME.test(address);
  return ownNetworks.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * The host, in the form of a URL, by which a client of this machine reaches a server that listens on an address. A server on
 * all addresses is reached on loopback.
 * @param address with or without brackets around an IPv6 address
 */
export function reachableHost(address: string): string {
  const host = address.replace(/^\[(.*)\]$/, '$1');
  if (host === '' || host === '*' || host === '0.0.0.0') return '127.0.0.1';
  if (!isIPv6(host)) return host;
  const [, short = host] = /^\[(.*)\]$/.exec(new URL(`http://[${host}]`).hostname) ?? [];
  return short === '::' ? '[::1]' : `[${short}]`;
}

/** Whether an IP address is one of this machine's, or `localhost`: what is sent there never leaves it. No other name counts. */
export function isOfThisMachine(host: string): boolean {
  if (isLoopback(host)) return true;
  const address = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return Object.values(networkInterfaces()).some((list) => list?.some((found) => found.address === address));
}

/** The port of a web address, also where it is left out. */
export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

/**
 * The IPv4 addresses to which an IPv6 address may lead: mapped, compatible and translated ones (RFC 4291, 2765), those behind
 * NAT64 (RFC 6052, with the local prefix of RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380) and ISATAP (RFC 5214). Where a
 * prefix may have several lengths, the address is read with each of them, so some results lead nowhere.
 * @param address without brackets and zone; empty for a text that is no IPv6 address
 */
export function embeddedIpv4Addresses(address: string): string[] {
  const words = ipv6Words(address);
  if (words === null) return [];
  const at = (index: number) => words[index] ?? 0;
  const dotted = (high: number, low: number) => [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  const last = dotted(at(6), at(7));
  const found: string[] = [];
  const startsWith = (...prefix: number[]) => prefix.every((word, index) => at(index) === word);
  if (startsWith(0, 0, 0, 0, 0, 0) || startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0, 0, 0, 0, 0xffff, 0))
    found.push(last);
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) found.push(last);
  if (startsWith(0x64, 0xff9b, 1)) {
    // For prefixes of 48, 56, 64 and 96 bits. Bits 64 to 71 are left out of the address.
    const [third, fourth, fifth] = [at(3), at(4), at(5)];
    const shift = (left: number, right: number) => ((left & 0xff) << 8) | (right >> 8);
    found.push(
      dotted(third, ((fourth & 0xff) << 8) | (fifth >> 8)),
      dotted(((third & 0xff) << 8) | (fourth & 0xff), fifth),
      dotted(shift(fourth, fifth), shift(fifth, at(6))),
      last,
    );
  }
  if (at(0) === 0x2002) found.push(dotted(at(1), at(2)));
  if (startsWith(0x2001, 0)) found.push(dotted(at(2), at(3)), dotted(at(6) ^ 0xffff, at(7) ^ 0xffff));
  if ((at(4) === 0 || at(4) === 0x200) && at(5) === 0x5efe) found.push(last);
  return found;
}

/** The eight 16-bit words of an IPv6 address; null for any other text. */
function ipv6Words(address: string): number[] | null {
  if (!isIPv6(address) || address.includes('%')) return null;
  // URL writes every notation in one form: lower case, without a dotted part, with at most one `::`.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const read = (text: string) =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
  if (tail === undefined) return read(head);
  const [before, after] = [read(head), read(tail)];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}
