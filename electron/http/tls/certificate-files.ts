/** A certificate of the user's own in two files, which other programs renew. */
import { readFile, stat } from 'node:fs/promises';
import { codeOf, messageOf } from '../../../shared/errors.ts';
import { checkCertificate, type TlsCertificate } from './certificate.ts';

export interface CertificateFiles {
  certFile: string;
  keyFile: string;
}

/** Milliseconds between two looks at the files. They are looked at by name, since renewing often exchanges a link. */
const INTERVAL = 2_000;

/** @throws Error that says why they cannot be used: a sentence without a dot */
export async function readCertificateFiles({ certFile, keyFile }: CertificateFiles): Promise<TlsCertificate> {
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  const certificate = { cert, key };
  checkCertificate(certificate);
  return certificate;
}

export interface CertificateWatch {
  files: CertificateFiles;
  /** What is served now. */
  served: TlsCertificate;
  onChange(certificate: TlsCertificate): void;
  /** The files have changed and cannot be used. The next change is read again: they may be written one after the other. */
  onProblem(reason: string): void;
  /** Milliseconds between two looks. */
  interval?: number;
}

/** @returns the function that ends it */
export function watchCertificateFiles(watch: CertificateWatch): () => void {
  const { files, onChange, onProblem, interval = INTERVAL } = watch;
  let { served } = watch;
  let lastVersion = '';
  let isEnded = false;
  const look = async () => {
    const version = await readVersion(files);
    if (version === lastVersion) return;
    lastVersion = version;
    try {
      const certificate = await readCertificateFiles(files);
      if (isEnded || (certificate.cert === served.cert && certificate.key === served.key)) return;
      served = certificate;
      onChange(certificate);
    } catch (error) {
      if (!isEnded) onProblem(messageOf(error));
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const lookLater = () => {
    if (isEnded) return;
    timer = setTimeout(() => void look().finally(lookLater), interval);
    // It does not keep the program alive.
    timer.unref();
  };
  lookLater();
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}

/** A text that differs once one of the files is another or has been written. */
async function readVersion({ certFile, keyFile }: CertificateFiles): Promise<string> {
  const versions = await Promise.all(
    [certFile, keyFile].map((path) =>
      stat(path).then(
        ({ ino, mtimeMs, size }) => `${ino} ${mtimeMs} ${size}`,
        (error: unknown) => codeOf(error),
      ),
    ),
  );
  return versions.join(', ');
}
