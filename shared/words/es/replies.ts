import type { repliesWords } from '../en/replies.ts';
import type { Translation } from '../message.ts';

export const repliesTranslation: Translation<typeof repliesWords> = {
  replyFailed: 'No se pudo obtener una respuesta.',
  replyNotUnderstood: 'El backend ha enviado algo que no es una respuesta de un modelo de lenguaje.',
  eventNotJson: 'El backend ha enviado un evento que no es JSON.',
  replyEndedWithError: 'El modelo terminó su respuesta con un error.',
  httpStatus: 'El backend respondió con HTTP {status}.',
  textAndStatus: '{text} (HTTP {status})',
};
