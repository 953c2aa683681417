/**
 * Counts wrong tokens, codes, keys and signatures, by address and overall. Random credentials of 128 bits and more cannot be
 * guessed, so a right one is accepted however many wrong ones came before. A token that a person chose might be guessed:
 * while the limit of an address is exhausted, it is not even compared. The table of addresses is bounded.
 */
import { isIPv6 } from 'node:net';
import { Allowance } from './allowance.ts';

/** Wrong credentials that one address may send at once, and milliseconds after which it may send one more. */
export const MAX_GUESSES = 20;
const REFILL_INTERVAL = 1000;
/** The same for all addresses together. */
const MAX_GUESSES_OVERALL = 300;
const OVERALL_REFILL_INTERVAL = 100;
/** Addresses that are remembered. The one whose last guess is the oldest is dropped for another. */
const MAX_ADDRESSES = 1000;

export class GuessLimit {
  readonly #now: () => number;
  readonly #byAddress = new Map<string, Allowance>();
  readonly #overall: Allowance;

  /** @param now milliseconds of a clock that never runs backwards */
  constructor(now: () => number) {
    this.#now = now;
    this.#overall = new Allowance(MAX_GUESSES_OVERALL, OVERALL_REFILL_INTERVAL, now());
  }

  /** Counts a wrong credential. @returns whether there were too many */
  count(address: string): boolean {
    const network = networkOf(address);
    const now = this.#now();
    const allowance = this.#byAddress.get(network) ?? new Allowance(MAX_GUESSES, REFILL_INTERVAL, now);
    this.#byAddress.delete(network);
    this.#byAddress.set(network, allowance);
    for (const oldest of this.#byAddress.keys()) {
      if (this.#byAddress.size <= MAX_ADDRESSES) break;
      this.#byAddress.delete(oldest);
    }
    const isAllowed = allowance.take(now);
    return !(this.#overall.take(now) && isAllowed);
  }

  /** Whether another wrong credential of this address would be one too many. */
  isExhausted(address: string): boolean {
    const now = this.#now();
    return this.#byAddress.get(networkOf(address))?.isEmpty(now) === true || this.#overall.isEmpty(now);
  }
}

/** One machine has all addresses of an IPv6 network of 64 bits. An IPv4 address stands for itself. */
function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const host = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  // A mapped IPv4 address, as a socket that listens on both families names it.
  if (host.startsWith('::ffff:')) return host;
  const [head = '', tail] = host.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':');
}
