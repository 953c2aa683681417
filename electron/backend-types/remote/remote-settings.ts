/** The settings that remote types share, and the time-outs of their starts and stops. */
import { boolean, integer, secret, text } from '../../../shared/settings.ts';
import { isInOwnNetwork } from '../../core/network-address.ts';
import { CONTACT_INTERVAL_MS } from './remote-contact.ts';

export const remoteLabels = {
  Address: 'Address',
  AuthorizationHeader: 'Authorization header',
  OtherHeaders: 'Other headers',
};

/** @param engine what answers at the address, for its description */
export const contactSettings = (placeholder: string, engine: string) => ({
  Address: text({
    label: remoteLabels.Address,
    description: `Where ${engine} answers, with its port.`,
    placeholder,
    required: true,
    format: 'url' as const,
    secretsGoTo: 'AuthorizationHeader',
  }),
  AllowIdle: boolean({
    label: 'May be away',
    description:
      'For a machine that is switched off at times: while it does not answer, the backend is idle rather than in error.',
    default: false,
  }),
});

/**
 * Credentials and headers for each request.
 * @param boundTo the setting with the address of a server elsewhere; left out for a worker that is started here
 * @param group of the form
 */
export const credentialSettings = ({ boundTo, group }: { boundTo?: string; group?: string }) => ({
  AuthorizationHeader: secret({
    label: remoteLabels.AuthorizationHeader,
    description:
      'Sent as the header Authorization with each request: Bearer and a key, or Basic and a login in base64. Where a server wants its key in the address, ?name=key instead. Kept secret; empty: none is sent.',
    placeholder: 'Bearer …',
    ...(boundTo === undefined ? {} : { boundTo }),
    ...(group === undefined ? {} : { group }),
  }),
  OtherHeaders: text({
    label: remoteLabels.OtherHeaders,
    description:
      'More headers for each request, one Name: value a line. Everybody who may see the settings can read them.',
    placeholder: 'X-Tenant: studio',
    format: 'multiline',
    advanced: true,
    ...(group === undefined ? {} : { group }),
  }),
});

/** For a server elsewhere. */
export const trustSetting = {
  TrustCertificate: text({
    label: 'Trusted certificate',
    description:
      'SHA-256 fingerprint of the certificate that it may have although nobody known vouches for it. The card shows the fingerprint, and accepts it for you. Another certificate is refused then. Empty: somebody known must vouch for it.',
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
    label: 'Answer time-out',
    description:
      'How long one attempt to get an answer may take. A server that has to wake up first needs more.',
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
    label: 'Asked every',
    description: `How long it is left alone between two questions whether it still answers. While it does not answer, it is asked more often. 0: ${CONTACT_INTERVAL_MS / 1000} s in your own network${elsewhereMs === CONTACT_INTERVAL_MS ? ' and elsewhere' : `, ${elsewhereMs / 1000} s elsewhere, for services count requests`}.`,
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
