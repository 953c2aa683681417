/** A certificate that the program makes for itself when it is asked to (`--tls self-signed`), and keeps. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { isMissing, overwriteDurably } from '../../core/storage/files/durable-file.ts';
import { checkCertificate, type TlsCertificate } from './certificate.ts';

/** Certificate and key together, so that they always belong to each other. Only this user can read it. */
const FILE = 'tls.pem';
const DAY = 24 * 3600_000;
/** The longest that Apple's systems accept is 825 days. */
const LIFETIME = 820 * DAY;
const RENEW_BEFORE = 60 * DAY;

export interface SelfSignedOptions {
  dataDir: string;
  /** Names and addresses that the certificate must be for: the stored one is kept only while it is for all of them. */
  names: readonly string[];
  /** Further ones, which change with the network. A stored certificate is not made anew for them. */
  otherNames: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
}

/** @returns the stored certificate, or a new one. @throws Error of the disk */
export async function openSelfSigned(
  options: SelfSignedOptions,
): Promise<{ certificate: TlsCertificate; isNew: boolean }> {
  const path = join(options.dataDir, FILE);
  const stored = await readStored(path);
  if (stored && isUsable(stored, options)) return { certificate: stored, isNew: false };
  const certificate = await make(options);
  await overwriteDurably(path, `${certificate.cert.trim()}\n${certificate.key.trim()}\n`);
  return { certificate, isNew: true };
}

/** @returns null where there is none that can be read */
async function readStored(path: string): Promise<TlsCertificate | null> {
  try {
    const pem = await readFile(path, 'utf8');
    const certificate = { cert: pem, key: pem };
    checkCertificate(certificate);
    return certificate;
  } catch (error) {
    if (isMissing(error) || !(error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}

function isUsable({ cert }: TlsCertificate, { names, now }: SelfSignedOptions): boolean {
  const parsed = new X509Certificate(cert);
  if (Date.parse(parsed.validTo) - now < RENEW_BEFORE) return false;
  return names.every(
    (name) => (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined,
  );
}

async function make({ names, otherNames, now }: SelfSignedOptions): Promise<TlsCertificate> {
  // Loaded only when it is needed, which is once in two years.
  const { generate } = await import('selfsigned');
  const altNames = [...new Set([...names, ...otherNames])].map((name) =>
    isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
  );
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Switchyard' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A client's clock may be a little late.
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now - DAY + LIFETIME),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { cert, key };
}
