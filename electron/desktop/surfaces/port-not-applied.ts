/** Why a server of the app could not listen where its preference says. */
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { programWords } from '../../../shared/words/en/program.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { describeWithPath } from '../../core/system-errors.ts';

const say = texts(programWords);

/** @param name the label of the preference @param error of `listen` */
export function portNotApplied(name: Text, port: number, error: unknown): SwitchyardError {
  return new SwitchyardError(
    'preference_not_applied',
    { name, reason: reasonOf(String(port), error), hint: say('portNotApplied_hint') },
    { cause: error },
  );
}

function reasonOf(port: string, error: unknown): HostText {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return say('portInUse', { port });
  return code === 'EACCES' ? say('portNotAllowed', { port }) : describeWithPath(error);
}
