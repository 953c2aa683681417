/**
 * Addresses that are never requested, in any notation: the metadata services of clouds, which give credentials to their
 * machines, and the link-local networks in which they lie.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { embeddedIpv4Addresses } from '../../core/network-address.ts';

const refused = new BlockList();
refused.addSubnet('169.254.0.0', 16);
refused.addSubnet('fe80::', 10, 'ipv6');
// Outside of the link-local networks: Alibaba, Azure, Oracle.
refused.addAddress('100.100.100.200');
refused.addAddress('168.63.129.16');
refused.addAddress('192.0.0.192');
// By IPv6: AWS (its pods too), Google, Oracle, Scaleway.
refused.addSubnet('fd00:ec2::', 32, 'ipv6');
refused.addAddress('fd20:ce::254', 'ipv6');
refused.addAddress('fd00:c1::a9fe:a9fe', 'ipv6');
refused.addAddress('fd00:42::42', 'ipv6');

const REFUSED_NAMES = new Set(['metadata', 'metadata.google.internal', 'instance-data']);

/** @param hostname of a parsed URL, in which every notation of an IPv4 address has become the dotted one */
export function isRefusedHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return REFUSED_NAMES.has(bare.toLowerCase()) || isRefusedAddress(bare);
}

/** @param address an IP address; a name is not refused */
export function isRefusedAddress(address: string): boolean {
  const [bare = ''] = address.split('%');
  if (isIPv4(bare)) return refused.check(bare, 'ipv4');
  if (!isIPv6(bare)) return false;
  return (
    refused.check(bare, 'ipv6') || embeddedIpv4Addresses(bare).some((ipv4) => refused.check(ipv4, 'ipv4'))
  );
}
