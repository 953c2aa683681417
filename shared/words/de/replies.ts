import type { repliesWords } from '../en/replies.ts';
import type { Translation } from '../message.ts';

export const repliesTranslation: Translation<typeof repliesWords> = {
  replyFailed: 'Es kam keine Antwort zustande.',
  replyNotUnderstood: 'Das Backend hat etwas gesendet, das keine Antwort eines Sprachmodells ist.',
  eventNotJson: 'Das Backend hat ein Ereignis gesendet, das kein JSON ist.',
  replyEndedWithError: 'Das Modell hat seine Antwort mit einem Fehler beendet.',
  httpStatus: 'Das Backend hat mit HTTP {status} geantwortet.',
  textAndStatus: '{text} (HTTP {status})',
};
