import { describe, expect, it } from 'vitest';
import { formatBackendsFile, openSecrets, parseBackendsFile } from './backends-file.ts';

const backends = [
  {
    id: 0,
    type: 't',
    title: 'One',
    enabled: true,
    settings: { Address: 'http://a' },
    secret_settings: ['Key'],
  },
];
const secrets = [{ Key: 'top-secret' }];
const passphrase = 'correct horse';
const sealed = () => formatBackendsFile(backends, '2026-01-01T00:00:00Z', { secrets, passphrase });

describe('our own file of backends', () => {
  it('holds secrets encrypted, and gives them back for the passphrase', async () => {
    const text = await sealed();
    expect(text).not.toContain('top-secret');
    const file = parseBackendsFile(text);
    expect(file.backends).toEqual(backends);
    expect(await openSecrets(file, passphrase)).toEqual(secrets);
    // Another salt and another key each time.
    expect(parseBackendsFile(await sealed()).secrets?.data).not.toBe(file.secrets?.data);
  });

  it('accepts the same passphrase from another keyboard, in other code points', async () => {
    const text = await formatBackendsFile(backends, '', { secrets, passphrase: 'größe größe' });
    expect(await openSecrets(parseBackendsFile(text), 'größe größe'.normalize('NFD'))).toEqual(secrets);
  });

  it('refuses a wrong passphrase, and one that is too short', async () => {
    await expect(openSecrets(parseBackendsFile(await sealed()), 'wrong horse')).rejects.toThrow(
      'This is not the passphrase that the file was exported with.',
    );
    await expect(formatBackendsFile(backends, '', { secrets, passphrase: 'short' })).rejects.toThrow(
      'The passphrase is too short: it needs 8 characters or more.',
    );
  });

  it('does not open the secrets of a file whose address was changed', async () => {
    const changed = (await sealed()).replace('http://a', 'http://evil');
    await expect(openSecrets(parseBackendsFile(changed), passphrase)).rejects.toThrow(
      'The file was changed after it was exported, so its secrets are not used.',
    );
  });

  it('allows changes of white space and of the order of names', async () => {
    const file = JSON.parse(await sealed());
    file.backends[0].settings = { ...file.backends[0].settings };
    file.backends[0] = Object.fromEntries(Object.entries(file.backends[0]).reverse());
    expect(await openSecrets(parseBackendsFile(JSON.stringify(file)), passphrase)).toEqual(secrets);
  });

  it.each([
    ['not JSON', '{ top-secret'],
    ['another file', '{"name": "top-secret"}'],
    ['a damaged one', '{"format": "switchyard-backends", "schema": 1, "backends": ["top-secret"]}'],
  ])('refuses %s in words that quote nothing of it', (_, text) => {
    expect(() => parseBackendsFile(text)).toThrow('Could not import the file: ');
    expect(() => parseBackendsFile(text)).not.toThrow('top-secret');
  });

  it('refuses what a newer version wrote', () => {
    expect(() => parseBackendsFile('{"format": "switchyard-backends", "schema": 99}')).toThrow(
      'The file was exported by a newer version of Switchyard.',
    );
  });

  it('derives no key that would need all memory of the machine', async () => {
    const file = JSON.parse(await sealed());
    for (const cost of [{ n: 1 << 30 }, { n: 131_071 }, { r: 64, p: 8 }]) {
      const greedy = parseBackendsFile(JSON.stringify({ ...file, secrets: { ...file.secrets, ...cost } }));
      await expect(async () => openSecrets(greedy, passphrase)).rejects.toThrow('its secrets are damaged');
    }
  });
});
