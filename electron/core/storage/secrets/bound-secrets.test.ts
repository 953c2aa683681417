import { describe, expect, it } from 'vitest';
import { errorIn } from '../../../../e2e/testkit/in-language.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { separateSecrets } from '../../../../shared/settings/secrets/pasted-secrets.ts';
import { describeSettings, mergeSettings, SECRET_MASK, secret, text } from '../../../../shared/settings.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';
import { assertSecretsStay } from './bound-secrets.ts';

const inGerman = async (refuse: () => unknown) => {
  try {
    refuse();
  } catch (error) {
    if (error instanceof SwitchyardError) return await errorIn('de', error.toReply());
  }
  throw new Error('It was not refused.');
};

describe('a secret that is bound to an address', () => {
  const bound = {
    Address: text({ label: 'Address', description: 'Where.', format: 'url' }),
    Token: secret({ label: 'Token', description: 'Sent there.', boundTo: 'Address' }),
    Other: secret({ label: 'Other', description: 'Bound to nothing.' }),
  };
  const before = { Address: 'https://one.example/a', Token: 'canary', Other: 'free' };
  const edit = (sent: Record<string, unknown>, from: Record<string, string> = before) => {
    const after = mergeSettings(bound, 'type', from, sent);
    assertSecretsStay(bound, from, after, sent);
    return after;
  };

  it('has the setting to which it is bound in its description', () => {
    expect(describeSettings(bound).map((setting) => setting.bound_to)).toEqual([
      undefined,
      'Address',
      undefined,
    ]);
  });

  it.each([
    ['another host', 'https://two.example/a'],
    ['another port', 'https://one.example:8443/a'],
    ['plain http', 'http://one.example/a'],
    ['a host that only begins alike', 'https://one.example.evil.example/a'],
    ['a user name in front of another host', 'https://one.example@two.example'],
    ['nowhere', ''],
  ])('is not sent to %s, neither masked nor left out', (_, Address) => {
    for (const sent of [
      { Address },
      { Address, Token: SECRET_MASK },
      { Token: SECRET_MASK, Address, Other: 'x' },
    ]) {
      let refusal: unknown;
      try {
        edit(sent);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(SwitchyardError);
      expect(String(refusal)).not.toContain('canary');
    }
  });

  it('is kept back with a reason that names the settings as they are called in the language of the panel', async () => {
    const shape = {
      Address: text({ label: t('remote_Address'), description: '', format: 'url' }),
      Key: secret({ label: t('common_ApiKey'), description: '', boundTo: 'Address' }),
    };
    const stored = { Address: 'https://one.example', Key: 'canary' };
    const sent = { Address: 'https://two.example' };
    const refuse = () => assertSecretsStay(shape, stored, { ...stored, ...sent }, sent);
    expect(refuse).toThrow(
      'Address now names another server. Switchyard does not send the stored API key there',
    );
    await expect(inGerman(refuse)).resolves.toMatchObject({
      message:
        '„Adresse“ nennt jetzt einen anderen Server. Switchyard sendet den gespeicherten Wert von „API-Schlüssel“ nicht ungesehen dorthin.',
    });
  });

  it('that stands in an address and in its own setting is refused in that language, too', async () => {
    const shape = {
      Address: text({ label: t('remote_Address'), description: '', format: 'url', secretsGoTo: 'Login' }),
      Login: secret({ label: t('remote_AuthorizationHeader'), description: '' }),
    };
    const refuse = () =>
      separateSecrets(shape, { Address: 'http://me:canary@one.example', Login: 'Bearer other' });
    const { message, hint } = await inGerman(refuse);
    expect(message).toBe(
      '„Adresse“ enthält einen geheimen Wert (Benutzername und Passwort), und „Authorization-Header“ ist ebenfalls ausgefüllt. Nur eines von beiden kann gelten.',
    );
    expect(hint).toContain('leeren Sie Authorization-Header');
  });

  it('may be typed again or emptied in the same edit', () => {
    expect(edit({ Address: 'http://two.example', Token: 'new' })).toMatchObject({ Token: 'new' });
    expect(edit({ Address: 'http://two.example', Token: '' })).toMatchObject({ Token: '' });
  });

  it('stays while the server is the same: another path, another spelling, another setting', () => {
    expect(edit({ Address: 'https://one.example/b', Token: SECRET_MASK })).toMatchObject({ Token: 'canary' });
    expect(edit({ Address: 'HTTPS://ONE.example:443/a' })).toMatchObject({ Token: 'canary' });
    expect(edit({ Other: 'x' })).toMatchObject({ Token: 'canary' });
  });

  it('may be typed before there is an address', () => {
    expect(edit({ Address: 'https://two.example' }, { ...before, Address: '' })).toMatchObject({
      Token: 'canary',
    });
  });

  it('allows any address while it is empty', () => {
    expect(edit({ Address: 'https://two.example' }, { ...before, Token: '' })).toMatchObject({ Token: '' });
  });
});
