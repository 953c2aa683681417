/** Secrets that belong to an address: an edit never carries one, unseen, to another server. */
import type { SettingValue, SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { SECRET_MASK, type SettingsShape } from '../../../shared/settings.ts';

/**
 * Refuses an edit that would send a stored secret to another server: the address it is bound to has moved, and the secret
 * was left out or came back masked. Who moves the address types the secret again, or empties it. Another port is another
 * server, and so is the step from https to http.
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
    // A secret that was typed before any address was never sent anywhere.
    if (isTyped || from === to || from === '') continue;
    throw new SwitchyardError('secret_would_move', {
      secret: info.label,
      address: shape[address]?.info.label ?? address,
    });
  }
}

/** Scheme, host and port; of what is no address, the text itself. */
function serverOf(address: SettingValue | undefined): string {
  const text = String(address ?? '').trim();
  return URL.canParse(text) ? new URL(text).origin : text;
}
