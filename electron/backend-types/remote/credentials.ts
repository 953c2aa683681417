/** The credentials in the settings of a backend, as they are sent with each request. */
import { SwitchyardError } from '../../../shared/errors.ts';
import { isHeaderValue, parseHeaders } from './remote-headers.ts';
import { type CredentialSettings, remoteLabels as labels } from './remote-settings.ts';

export interface Credentials {
  headers: Record<string, string>;
  /** With its `?`, for a server that wants its key in the address; empty for none. Secret. */
  query: string;
}

/** @throws SwitchyardError `invalid_setting_at_start` */
export function readCredentials(
  { AuthorizationHeader = '', OtherHeaders = '' }: CredentialSettings,
  backend: string,
): Credentials {
  const parsed = parseHeaders(OtherHeaders);
  if (!parsed.ok) throw invalidSetting(backend, labels.OtherHeaders, `must be ${parsed.problem}`);
  const authorization = AuthorizationHeader.trim();
  if (authorization.startsWith('?')) {
    if (!/^\?[\x21\x22\x24-\x7e]+$/.test(authorization))
      throw invalidSetting(backend, labels.AuthorizationHeader, 'has what cannot stand in an address');
    return { headers: parsed.headers, query: authorization };
  }
  if (!isHeaderValue(authorization))
    throw invalidSetting(
      backend,
      labels.AuthorizationHeader,
      'contains letters that cannot be sent in a header',
    );
  if (authorization !== '' && Object.hasOwn(parsed.headers, 'authorization'))
    throw invalidSetting(
      backend,
      labels.OtherHeaders,
      `must not name Authorization while ${labels.AuthorizationHeader} is set`,
    );
  return {
    headers: authorization === '' ? parsed.headers : { ...parsed.headers, authorization },
    query: '',
  };
}

export const invalidSetting = (backend: string, name: string, reason: string) =>
  new SwitchyardError('invalid_setting_at_start', { backend, name, reason });
