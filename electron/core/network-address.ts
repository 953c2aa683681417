/** Questions about hosts and web addresses that several rooms ask. */
import { BlockList, isIP } from 'node:net';

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

/** The port of a web address, also where it is left out. */
export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
