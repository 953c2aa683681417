import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeCertificate, type TlsCertificate } from './certificate.ts';
import { readCertificateFiles, watchCertificateFiles } from './certificate-files.ts';
import { openSelfSigned } from './self-signed.ts';

const DAY = 24 * 3600_000;
const now = Date.now();
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-tls-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = (more: Partial<Parameters<typeof openSelfSigned>[0]> = {}) =>
  openSelfSigned({
    dataDir,
    names: ['localhost', '127.0.0.1', '::1'],
    otherNames: ['10.1.2.3'],
    now,
    ...more,
  });

test('a certificate of its own is made once, for its names, and kept where only this user can read it', async () => {
  const first = await open();
  expect(first.isNew).toBe(true);
  const parsed = new X509Certificate(first.certificate.cert);
  expect(parsed.checkHost('localhost')).toBe('localhost');
  for (const address of ['127.0.0.1', '::1', '10.1.2.3']) expect(parsed.checkIP(address)).toBe(address);
  expect(parsed.checkHost('box.example')).toBeUndefined();
  expect(Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)).toBeLessThan(825 * DAY);
  expect(parsed.ca).toBe(false);
  if (process.platform !== 'win32') expect(statSync(join(dataDir, 'tls.pem')).mode & 0o777).toBe(0o600);
  const second = await open({ otherNames: ['10.9.9.9'] });
  expect(second.isNew).toBe(false);
  expect(describeCertificate(second.certificate.cert)).toBe(describeCertificate(first.certificate.cert));
});

test('it is made anew for a further name, before it ends, and where the file is damaged', async () => {
  await open();
  expect((await open({ names: ['localhost', '127.0.0.1', '::1', 'box.example'] })).isNew).toBe(true);
  expect((await open({ now: now + 700 * DAY })).isNew).toBe(false);
  expect((await open({ now: now + 800 * DAY })).isNew).toBe(true);
  writeFileSync(join(dataDir, 'tls.pem'), 'damaged');
  expect((await open()).isNew).toBe(true);
});

/** Two different certificates, and the files that hold the first. */
async function twoCertificates() {
  const first = (await open()).certificate;
  rmSync(join(dataDir, 'tls.pem'));
  const second = (await open()).certificate;
  const files = { certFile: join(dataDir, 'cert.pem'), keyFile: join(dataDir, 'key.pem') };
  writeFileSync(files.certFile, first.cert);
  writeFileSync(files.keyFile, first.key);
  return { first, second, files };
}

test('files that cannot be used are refused with the reason', async () => {
  const { second, files } = await twoCertificates();
  await readCertificateFiles(files);
  await expect(readCertificateFiles({ ...files, keyFile: join(dataDir, 'none') })).rejects.toThrow('ENOENT');
  await expect(readCertificateFiles({ ...files, certFile: files.keyFile })).rejects.toThrow(
    'the certificate is no PEM certificate',
  );
  await expect(readCertificateFiles({ ...files, keyFile: files.certFile })).rejects.toThrow(
    'the key is no PEM key without a passphrase',
  );
  writeFileSync(files.keyFile, second.key);
  await expect(readCertificateFiles(files)).rejects.toThrow('the key does not belong to the certificate');
});

test('renewed files are read again, also one after the other; what cannot be used is reported', async () => {
  const { first, second, files } = await twoCertificates();
  const served: TlsCertificate[] = [];
  const problems: string[] = [];
  const stop = watchCertificateFiles({
    files,
    served: first,
    interval: 20,
    onChange: (certificate) => void served.push(certificate),
    onProblem: (reason) => void problems.push(reason),
  });
  /** As certbot and Kubernetes do: another file takes the name. */
  const exchange = (path: string, text: string) => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  };
  try {
    exchange(files.certFile, second.cert);
    await vi.waitFor(() => expect(problems).toContain('the key does not belong to the certificate'), 20_000);
    expect(served).toEqual([]);
    exchange(files.keyFile, second.key);
    await vi.waitFor(() => expect(served).not.toEqual([]), 20_000);
    expect(served.at(-1)?.key).toBe(readFileSync(files.keyFile, 'utf8'));
  } finally {
    stop();
  }
});
