/** The certificate with which the headless host serves https. It never changes without a line on the terminal and in the log. */
import type { Logger } from 'pino';
import { messageOf } from '../../shared/errors.ts';
import { isLoopback } from '../core/network-address.ts';
import { findOwnNames } from '../http/sites/sites.ts';
import { describeCertificate, type TlsCertificate } from '../http/tls/certificate.ts';
import { readCertificateFiles, watchCertificateFiles } from '../http/tls/certificate-files.ts';
import { openSelfSigned } from '../http/tls/self-signed.ts';
import type { HeadlessOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/** @returns null for plain HTTP. @throws UsageError for files that cannot be used */
export async function openCertificate(options: HeadlessOptions): Promise<TlsCertificate | null> {
  const { tls } = options;
  if (tls === null) return null;
  if (tls.kind === 'self-signed') return await openOwnCertificate(options);
  const { certFile, keyFile } = tls.files;
  try {
    const certificate = await readCertificateFiles(tls.files);
    console.log(`certificate of ${certFile}: ${describeCertificate(certificate.cert)}`);
    return certificate;
  } catch (error) {
    throw new UsageError(
      `The certificate ${certFile} with the key ${keyFile} cannot be used: ${messageOf(error)}. Correct --tls-cert and --tls-key.`,
    );
  }
}

/** Called once the host listens: what refuses a start is told alone. */
export function warnWithoutTls({ tls, host }: HeadlessOptions): void {
  if (tls === null && !isLoopback(host))
    console.log(
      `warning: --host ${host} without TLS: whoever can read the network can read the token. Add --tls self-signed, or use a tunnel (docs/remote-access.md).`,
    );
}

async function openOwnCertificate({ dataDir, host, publicUrls }: HeadlessOptions): Promise<TlsCertificate> {
  const isWildcard = host === '0.0.0.0' || host === '::';
  const names = ['localhost', '127.0.0.1', '::1', ...publicUrls.map(({ hostname }) => hostname)];
  const { certificate, isNew } = await openSelfSigned({
    dataDir,
    names: isWildcard ? names : [...names, host],
    otherNames: [...findOwnNames(host)].filter((name) => name !== '0.0.0.0' && name !== '::'),
    now: Date.now(),
  });
  console.log(
    `certificate, self-signed${isNew ? ' and made just now' : ''}: ${describeCertificate(certificate.cert)}`,
  );
  console.log('  Browsers warn at the first visit: compare this fingerprint with the one that they show.');
  return certificate;
}

/** A server that was started with the certificate. */
interface CertificateServer {
  replaceCertificate(certificate: TlsCertificate): void;
}

/** Serves a renewed certificate as soon as its files have changed, until the program ends. */
export function followCertificate(
  { tls }: HeadlessOptions,
  {
    served,
    servers,
    log,
  }: { served: TlsCertificate | null; servers: readonly CertificateServer[]; log: Logger },
): void {
  if (tls?.kind !== 'files' || !served) return;
  const { files } = tls;
  watchCertificateFiles({
    files,
    served,
    onChange: (certificate) => {
      for (const server of servers) server.replaceCertificate(certificate);
      const description = describeCertificate(certificate.cert);
      log.info({ file: files.certFile, certificate: description }, 'certificate read again');
      console.log(`certificate of ${files.certFile}, read again: ${description}`);
    },
    onProblem: (reason) => {
      log.warn({ file: files.certFile, reason }, 'changed certificate not used');
      console.error(
        `The certificate ${files.certFile} has changed and cannot be used: ${reason}. The one before is served on.`,
      );
    },
  });
}
