/** The host serves https itself: with a certificate of its own, or with one that is renewed under it. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import WebSocket from 'ws';
import { openSelfSigned } from '../../electron/http/tls/self-signed.ts';
import { it } from '../launch/headless/host-for-test.ts';
import { spawnHost } from '../launch/headless/start-host.ts';
import { eventually } from '../testkit/eventually.ts';
import { requestByTls, servedCertificate } from '../testkit/net/tls-client.ts';

it('a certificate is made when it is asked for, and its fingerprint is printed', async ({ hostForTest }) => {
  const { host, dataDir } = await hostForTest({
    args: ['--tls', 'self-signed'],
    // It imports the package that makes the certificate.
    env: { SWITCHYARD_TEST_CODE_CACHE: 'off' },
  });
  expect(host.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(host.signInLink).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/#sign-in=/);
  const port = Number(new URL(host.url).port);
  const { fingerprint256 } = await servedCertificate(port);
  expect(host.output()).toContain(`self-signed and made just now: SHA-256 ${fingerprint256}`);

  const ca = await readFile(join(dataDir, 'tls.pem'), 'utf8');
  const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'application/json' };
  const open = (origin: string) =>
    requestByTls(`${host.url}/API/GetNewSession`, {
      ca,
      method: 'POST',
      headers: { ...headers, Origin: origin },
      body: '{}',
    });
  expect((await open(host.url)).status).toBe(200);
  for (const origin of [`http://127.0.0.1:${port}`, 'https://127.0.0.1', 'https://evil.example'])
    expect((await open(origin)).status).toBe(403);
  const events = new WebSocket(`wss://127.0.0.1:${port}/API/events`, { ca, headers });
  await new Promise((resolve, reject) => events.once('open', resolve).once('error', reject));
  events.terminate();
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

it('a renewed certificate is served without a restart; one that cannot be used is reported', async ({
  hostForTest,
  dataDirForTest,
}) => {
  const names = ['127.0.0.1'];
  const make = async () =>
    (await openSelfSigned({ dataDir: await dataDirForTest(), names, otherNames: [], now: Date.now() }))
      .certificate;
  const [first, second] = [await make(), await make()];
  const folder = await dataDirForTest();
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  /** As the programs that renew certificates do: another file takes the name. */
  const put = async (path: string, text: string) => {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  };
  await put(files.cert, first.cert);
  await put(files.key, second.key);
  const args = ['--tls-cert', files.cert, '--tls-key', files.key];
  const refused = await spawnHost({ args });
  expect((await refused.exited).code).toBe(2);
  expect(refused.output()).toContain('the key does not belong to the certificate');

  await put(files.key, first.key);
  const { host } = await hostForTest({ args });
  const port = Number(new URL(host.url).port);
  const { fingerprint256 } = await servedCertificate(port);
  expect(host.output()).toContain(`certificate of ${files.cert}: SHA-256 ${fingerprint256}`);
  await put(files.key, second.key);
  await eventually('the problem is reported', () => host.output().includes('The one before is served on.'));
  expect((await servedCertificate(port)).fingerprint256).toBe(fingerprint256);
  await put(files.cert, second.cert);
  await eventually('the new one is served', async () => {
    const served = await servedCertificate(port);
    return served.fingerprint256 !== fingerprint256;
  });
  expect(host.output()).toContain('read again: SHA-256');
});
