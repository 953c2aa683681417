/** The credentials in the settings of a backend, as they are sent with each request. */

import { SwitchyardError } from '../../../shared/errors.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { expectedWords } from '../../../shared/words/en/settings/expected.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { isHeaderValue, parseHeaders } from './remote-headers.ts';
import { type CredentialSettings, remoteLabels as labels } from './remote-settings.ts';

const why = texts(startReasonWords);
const expected = texts(expectedWords);

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
  if (!parsed.ok)
    throw invalidSetting(backend, labels.OtherHeaders, expected('mustBe', { expected: parsed.problem }));
  const authorization = AuthorizationHeader.trim();
  if (authorization.startsWith('?')) {
    if (!/^\?[\x21\x22\x24-\x7e]+$/.test(authorization))
      throw invalidSetting(backend, labels.AuthorizationHeader, why('badInAddress'));
    return { headers: parsed.headers, query: authorization };
  }
  if (!isHeaderValue(authorization))
    throw invalidSetting(backend, labels.AuthorizationHeader, why('badInHeader'));
  if (authorization !== '' && Object.hasOwn(parsed.headers, 'authorization'))
    throw invalidSetting(
      backend,
      labels.OtherHeaders,
      why('secondAuthorization', { other: labels.AuthorizationHeader }),
    );
  return {
    headers: authorization === '' ? parsed.headers : { ...parsed.headers, authorization },
    query: '',
  };
}

export const invalidSetting = (backend: string, name: HostText, reason: HostText) =>
  new SwitchyardError('invalid_setting_at_start', { backend, name, reason });
