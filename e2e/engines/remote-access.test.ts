/** The remote types in a real host, before them a proxy with a login, a limit or a certificate. */
import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { SECRET_MASK } from '../../shared/settings.ts';
import { it as base } from '../launch/headless/host-for-test.ts';
import type { StandInName } from '../launch/stand-ins/launch-engine.ts';
import { eventually } from '../testkit/eventually.ts';
import { makeCertificate } from '../testkit/net/certificates.ts';
import { FrontServer } from '../testkit/net/front-server.ts';

const remotes: { type: string; standIn: StandInName }[] = [
  { type: 'comfyui_api', standIn: 'comfyui' },
  { type: 'simpleremotellm', standIn: 'openai' },
  { type: 'ollama', standIn: 'ollama' },
  { type: 'auto_webui_api', standIn: 'webui' },
];

const it = base.extend<{ frontForTest: (standIn: StandInName) => Promise<FrontServer> }>({
  frontForTest: async ({ standInForTest, onTestFinished }, use) => {
    await use(async (standIn) => {
      const { url } = await standInForTest(standIn);
      const front = new FrontServer(url);
      onTestFinished(() => front.stop());
      return front;
    });
  },
});

describe.concurrent.each(remotes)('$type', ({ type, standIn }) => {
  it('moves a login or key in its address into the secret, sends it, and shows it nowhere', async ({
    sharedHost,
    frontForTest,
  }) => {
    const front = await frontForTest(standIn);
    await front.start();
    const { host, backends } = sharedHost;
    const settings = {
      Address: `http://me:canary-word@${front.authority}/`,
      OtherHeaders: 'X-Tenant: studio',
    };
    const { id } = await backends.add(settings, { type_id: type });
    const running = await backends.running(id);
    expect(running.settings).toMatchObject({
      Address: `http://${front.authority}/`,
      AuthorizationHeader: SECRET_MASK,
    });
    const basic = Buffer.from('me:canary-word').toString('base64');
    expect(front.seen.at(-1)?.headers).toMatchObject({
      authorization: `Basic ${basic}`,
      'x-tenant': 'studio',
    });

    await backends.edit(id, { settings: { Address: `http://${front.authority}/?token=canary-token&a=1` } });
    const again = await backends.running(id);
    expect(again.settings).toMatchObject({
      Address: `http://${front.authority}/?a=1`,
      AuthorizationHeader: SECRET_MASK,
    });
    expect(front.seen.at(-1)?.url).toMatch(/\?token=canary-token&a=1$/);
    const log = await backends.log(id);
    expect(log.map(({ text }) => text).join()).toContain(
      'The key in “Address” was moved to “Authorization header”',
    );
    const shown = JSON.stringify([await backends.fullList(), log, host.output()]);
    expect(shown).not.toMatch(new RegExp(`canary|${basic}`));
  });

  it('says which of its settings is missing where it is turned away, and that a login page is one', async ({
    sharedHost,
    frontForTest,
  }) => {
    const front = await frontForTest(standIn);
    await front.start();
    front.mood = 'unauthorised';
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: `http://${front.authority}` }, { type_id: type });
    const refused = await backends.errored(id);
    expect(refused.error?.message).toContain('it needs a key or a login, and none is set');
    expect(refused.error?.message).toContain(`http://${front.authority}${front.seen.at(-1)?.url}`);
    expect(refused.error?.hint).toContain('Authorization header or Other headers');
    expect(Object.keys(refused.settings)).toEqual(
      expect.arrayContaining(['AuthorizationHeader', 'OtherHeaders']),
    );

    front.mood = 'login';
    await backends.restart(id);
    const login = await backends.until(
      id,
      'meets the login',
      ({ error }) => error?.code === 'login_required',
    );
    expect(login.error?.message).toContain('/login');
  });

  it('stays running while the proxy limits its requests, says so, and asks no more until the time is over', async ({
    sharedHost,
    frontForTest,
  }) => {
    const front = await frontForTest(standIn);
    await front.start();
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: `http://${front.authority}` }, { type_id: type });
    await backends.running(id);
    front.mood = 'limit';
    const limited = await backends.until(id, 'is limited', ({ notice }) => notice?.includes('429') ?? false);
    expect(limited.status).toBe('running');
    expect(limited.notice).toContain('left alone for 10 min');
  });

  it('is sent nothing by a server with a certificate of its own until that is accepted, and nothing when it changes', async ({
    sharedHost,
    frontForTest,
  }) => {
    const front = await frontForTest(standIn);
    const [first, second] = [await makeCertificate(), await makeCertificate()];
    await front.start(first);
    const { host, backends } = sharedHost;
    const settings = { Address: `https://${front.authority}`, AuthorizationHeader: 'Bearer canary-4711' };
    const { id } = await backends.add(settings, { type_id: type });
    const untrusted = await backends.until(
      id,
      'is not trusted',
      ({ error }) => error?.certificate !== undefined,
    );
    const { certificate = '', code, message } = untrusted.error ?? {};
    expect(code).toBe('certificate_untrusted');
    expect(certificate).toBe(new X509Certificate(first.cert).fingerprint256);
    expect(message).toContain('nobody vouches for its certificate');
    expect(message).toContain(certificate);
    expect(untrusted.error?.hint).toContain('NODE_EXTRA_CA_CERTS');
    expect(front.seen).toEqual([]);

    // As people copy it, from openssl.
    const TrustCertificate = `sha256 Fingerprint=${certificate.toLowerCase()}`;
    await backends.edit(id, { settings: { TrustCertificate } });
    expect((await backends.running(id)).settings.TrustCertificate).toBe(certificate);
    expect(front.seen.at(-1)?.headers.authorization).toBe('Bearer canary-4711');

    await front.stop();
    const before = front.seen.length;
    await front.start(second);
    const changed = await backends.until(
      id,
      'has changed',
      ({ error }) => error?.code === 'certificate_changed',
    );
    expect(changed.error?.certificate).toBe(new X509Certificate(second.cert).fingerprint256);
    expect(changed.error?.message).toContain(certificate);
    expect(front.seen).toHaveLength(before);
    expect(
      await host.call('EditBackend', { backend_id: id, settings: { TrustCertificate: 'AB:CD' } }),
    ).toMatchObject({
      error: expect.stringContaining('64 hexadecimal digits'),
    });
  });
});

it('moves the key that a registry of an earlier version has in clear, also on the disk', async ({
  hostForTest,
  dataDirForTest,
  frontForTest,
}) => {
  const front = await frontForTest('openai');
  await front.start();
  const dataDir = await dataDirForTest();
  const first = await hostForTest({ dataDir });
  const { id } = await first.backends.add(
    { Address: `http://${front.authority}` },
    { type_id: 'simpleremotellm' },
  );
  await first.host.stop();
  const file = join(dataDir, 'backends.json');
  const stored = await readFile(file, 'utf8');
  await writeFile(
    file,
    stored.replace(`http://${front.authority}`, `http://me:canary-word@${front.authority}`),
  );

  const { backends } = await hostForTest({ dataDir });
  const running = await backends.running(id);
  expect(running.settings).toMatchObject({
    Address: `http://${front.authority}`,
    AuthorizationHeader: SECRET_MASK,
  });
  const basic = `Basic ${Buffer.from('me:canary-word').toString('base64')}`;
  expect(front.seen.at(-1)?.headers.authorization).toBe(basic);
  await eventually('the file has it as a secret', async () => {
    const text = await readFile(file, 'utf8');
    return !text.includes('canary-word') && text.includes('AuthorizationHeader');
  });
});
