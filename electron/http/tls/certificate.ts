/** The certificate of the HTTP surface, and what can be said of it. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { messageOf } from '../../../shared/errors.ts';

export interface TlsCertificate {
  /** PEM, with the intermediate certificates behind the first one. */
  cert: string;
  /** PEM, without a passphrase. */
  key: string;
}

/** @throws Error that says why it cannot be used: a sentence without a dot */
export function checkCertificate({ cert, key }: TlsCertificate): void {
  const parsed = attempt('the certificate is no PEM certificate', () => new X509Certificate(cert));
  const privateKey = attempt('the key is no PEM key without a passphrase', () => createPrivateKey(key));
  if (!parsed.checkPrivateKey(privateKey)) throw new Error('the key does not belong to the certificate');
  attempt('they cannot be used together', () => createSecureContext({ cert, key }));
}

/** Such as `SHA-256 AB:CD:…, valid until 2027-03-01`. */
export function describeCertificate(cert: string): string {
  const { fingerprint256, validTo } = new X509Certificate(cert);
  return `SHA-256 ${fingerprint256}, valid until ${new Date(validTo).toISOString().slice(0, 10)}`;
}

function attempt<T>(problem: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${problem} (${messageOf(error)})`, { cause: error });
  }
}
