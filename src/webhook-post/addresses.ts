import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All that is given out of IPv6 for the internet (RFC 4291, 2.5.4). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
export const NOT_ALLOWED = 'ERR_ADDRESS_NOT_ALLOWED';

/**
 * Whether an address is one of the public internet: not of this machine, a private or local network, a translation of
 * one (IPv4 inside IPv6), or reserved (IANA special-purpose registries, as ipaddr.js knows them).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv6 ? parsed.match(GLOBAL_IPV6) : true;
}

/** Whether it is one of this machine itself. */
export function isOwnAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

/** The address that the host of a URL itself is; null where it is a name. */
export function addressOf(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? host : null;
}

const refusal = () =>
  Object.assign(new Error('the name leads to an address that is not allowed'), { code: NOT_ALLOWED });

/** How a name is looked up, e.g. `dns.lookup`. */
export type LookupAll = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const systemLookup: LookupAll = (name, done) =>
  lookup(name, { all: true }, (error, addresses) => done(error, addresses ?? []));

/**
 * A lookup for connections that hands out allowed addresses only. It is asked at each new connection, so a name that led
 * elsewhere when it was judged wins nothing. One address that is not allowed makes the name refused.
 */
export function guardedLookup(lookupAll: LookupAll, isAllowed: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    lookupAll(name, (error, addresses) => {
      const [first] = addresses;
      if (error) done(error, '');
      else if (!first || !addresses.every(({ address }) => isAllowed(address))) done(refusal(), '');
      else if (options.all) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };
}
