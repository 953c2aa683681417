/** The login of a web UI's API (--api-auth): how it is sent, and where it is found among arguments. */

import { SwitchyardError } from '../../../shared/errors.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { webuiLabels } from './webui-settings.ts';

const why = texts(startReasonWords);

/** Arguments whose value is a secret. */
const SECRET_ARGUMENTS = ['--api-auth', '--gradio-auth', '--ngrok', '--share-token'];

/**
 * The header Authorization for a login; empty for none. Of several, which a web UI takes with commas between, the first is used.
 * @throws SwitchyardError `invalid_setting_at_start`
 */
export function authorizationOf(login: string, backend: string): string {
  const [first = ''] = login.trim().split(',');
  if (first === '') return '';
  // The web UI splits it at the colon, and ends with an error where there is none or a second one.
  if (first.split(':').length !== 2)
    throw new SwitchyardError('invalid_setting_at_start', {
      backend,
      name: webuiLabels.ApiAuth,
      reason: why('loginForm'),
    });
  return `Basic ${Buffer.from(first).toString('base64')}`;
}

/** The login among arguments, written `--api-auth login` or `--api-auth=login`; empty for none. The last one counts. */
export function loginAmong(args: readonly string[]): string {
  let login = '';
  for (const [index, argument] of args.entries()) {
    if (argument.startsWith('--api-auth=')) login = argument.slice('--api-auth='.length);
    else if (argument === '--api-auth') login = args[index + 1] ?? '';
  }
  return login;
}

/** The arguments as they may be shown. */
export function maskArguments(args: readonly string[]): string[] {
  return args.map((argument, index) => {
    const name = SECRET_ARGUMENTS.find((secret) => argument.startsWith(`${secret}=`));
    if (name !== undefined) return `${name}=***`;
    return SECRET_ARGUMENTS.includes(args[index - 1] ?? '') ? '***' : argument;
  });
}
