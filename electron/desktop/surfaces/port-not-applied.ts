/** Why a server of the app could not listen where its preference says. */
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { describeWithPath } from '../../core/system-errors.ts';

/** @param name the name of the server, as a subject: `The gateway` @param error of `listen` */
export function portNotApplied(name: string, port: number, error: unknown): SwitchyardError {
  const code = codeOf(error);
  const reason =
    code === 'EADDRINUSE'
      ? `port ${port} is already in use by another program`
      : code === 'EACCES'
        ? `port ${port} may not be used by this user`
        : describeWithPath(error);
  return new SwitchyardError(
    'preference_not_applied',
    { name, reason, hint: 'Choose another port above 1023. Nothing was changed.' },
    { cause: error },
  );
}
