/** The settings that remote types share, and the time-outs of their starts and stops. */
import { boolean, integer, type SettingGroup, secret, text } from '../../../shared/settings.ts';
import type { Text } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { isInOwnNetwork } from '../../core/network-address.ts';
import { CONTACT_INTERVAL_MS } from './remote-contact.ts';

export const remoteLabels = {
  Address: t('remote_Address'),
  AuthorizationHeader: t('remote_AuthorizationHeader'),
  OtherHeaders: t('remote_OtherHeaders'),
};

export const allowIdleSetting = boolean({
  label: t('remote_AllowIdle'),
  description: t('remote_AllowIdle_description'),
  default: false,
});

/** @param description of the address */
export const contactSettings = (placeholder: string, description: Text) => ({
  Address: text({
    label: t('remote_Address'),
    description,
    placeholder,
    required: true,
    format: 'url' as const,
    secretsGoTo: 'AuthorizationHeader',
  }),
  AllowIdle: allowIdleSetting,
});

/**
 * Credentials and headers for each request.
 * @param boundTo the setting with the address of a server elsewhere; left out for a worker that is started here
 * @param group of the form
 */
export const credentialSettings = ({ boundTo, group }: { boundTo?: string; group?: SettingGroup }) => ({
  AuthorizationHeader: secret({
    label: t('remote_AuthorizationHeader'),
    description: t('remote_AuthorizationHeader_description'),
    placeholder: 'Bearer …',
    ...(boundTo === undefined ? {} : { boundTo }),
    ...(group === undefined ? {} : { group }),
  }),
  OtherHeaders: text({
    label: t('remote_OtherHeaders'),
    description: t('remote_OtherHeaders_description'),
    placeholder: 'X-Tenant: studio',
    format: 'multiline',
    advanced: true,
    ...(group === undefined ? {} : { group }),
  }),
});

/** For a server elsewhere. */
export const trustSetting = {
  TrustCertificate: text({
    label: t('remote_TrustCertificate'),
    description: t('remote_TrustCertificate_description'),
    placeholder: 'AB:CD:…',
    format: 'fingerprint',
    advanced: true,
  }),
};

/** Credentials and headers for each request, and the time-out of its reply. */
export const accessSettings = {
  ...credentialSettings({ boundTo: 'Address' }),
  ...trustSetting,
  ConnectionAttemptTimeoutSeconds: integer({
    label: t('remote_ConnectionAttemptTimeoutSeconds'),
    description: t('remote_ConnectionAttemptTimeoutSeconds_description'),
    default: 30,
    min: 1,
    max: 600,
    unit: 's',
    advanced: true,
  }),
};

/** @param elsewhereMs between two probes of a server that is not in the own network */
export const probeIntervalSetting = (elsewhereMs: number) => ({
  ProbeIntervalSeconds: integer({
    label: t('remote_ProbeIntervalSeconds'),
    description: t('remote_ProbeIntervalSeconds_description', {
      seconds: CONTACT_INTERVAL_MS / 1000,
      elsewhere: elsewhereMs / 1000,
    }),
    default: 0,
    min: 0,
    max: 86_400,
    unit: 's',
    advanced: true,
  }),
});

/** Milliseconds between two probes of the server at that address. */
export function probeIntervalMs(
  { ProbeIntervalSeconds: seconds }: { ProbeIntervalSeconds: number },
  baseUrl: string,
  elsewhereMs: number,
): number {
  if (seconds > 0) return seconds * 1000;
  return isInOwnNetwork(new URL(baseUrl).hostname) ? CONTACT_INTERVAL_MS : elsewhereMs;
}

export interface CredentialSettings {
  AuthorizationHeader?: string;
  OtherHeaders?: string;
}

export interface RemoteSettings extends CredentialSettings {
  Address: string;
  TrustCertificate?: string;
  ConnectionAttemptTimeoutSeconds?: number;
}

/** A start fails when its first request has failed; this leaves time for a busy machine, too. */
export const remoteStartTimeoutMs = (replyTimeoutMs: number): number => replyTimeoutMs + 10_000;
/** No process runs here; a stop only aborts the request in progress. */
export const REMOTE_STOP_TIMEOUT_MS = 1_000;
