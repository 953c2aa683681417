/** Secrets that belong to an address: no edit sends one to another server unnoticed. */
import type { SettingValue, SettingValues } from '../../../../shared/backend.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { SECRET_MASK, type SettingsShape } from '../../../../shared/settings.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import { fieldText } from '../../../../shared/words/wire-phrases.ts';

/**
 * Refuses an edit that would send a stored secret to another server: the address to which it is bound has changed, and the
 * secret was left out or came back masked. Whoever changes the address must type the secret again, or empty it. Another port
 * is another server, and so is http instead of https.
 * @param after `before` with `sent` merged in
 * @throws SwitchyardError `secret_would_move`
 */
export function assertSecretsStay(
  shape: SettingsShape,
  before: SettingValues,
  after: SettingValues,
  sent: Record<string, unknown>,
): void {
  for (const [name, { info }] of Object.entries(shape)) {
    const address = info.bound_to;
    if (!info.is_secret || address === undefined || before[name] === '') continue;
    const isTyped = Object.hasOwn(sent, name) && sent[name] !== SECRET_MASK;
    const [from, to] = [serverOf(before[address]), serverOf(after[address])];
    // A secret that was typed before any address has never been sent anywhere.
    if (isTyped || from === to || from === '') continue;
    throw new SwitchyardError('secret_would_move', {
      secret: fieldText(info, 'label'),
      address: labelOf(shape, address),
    });
  }
}

const labelOf = (shape: SettingsShape, name: string): HostText => {
  const info = shape[name]?.info;
  return info === undefined ? name : fieldText(info, 'label');
};

/** Scheme, host and port; the text itself where it is no address. */
function serverOf(address: SettingValue | undefined): string {
  const text = String(address ?? '').trim();
  return URL.canParse(text) ? new URL(text).origin : text;
}
