/** Certificates that nobody vouches for, made by the program itself. Knows no test framework. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsCertificate } from '../../../electron/http/tls/certificate.ts';
import { openSelfSigned } from '../../../electron/http/tls/self-signed.ts';

export async function makeCertificate(names = ['localhost', '127.0.0.1']): Promise<TlsCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-certificate-'));
  const { certificate } = await openSelfSigned({ dataDir: folder, names, otherNames: [], now: Date.now() });
  await rm(folder, { recursive: true, force: true });
  return certificate;
}
